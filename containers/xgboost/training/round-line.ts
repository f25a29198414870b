import type { RoundScore } from '../../../domain/boosting/index.ts';

const DECIMALS = 5;

/** The line a round leaves in the log, from which SageMaker reads its metrics. */
export function roundLine(round: number, scores: readonly RoundScore[]): string {
  const parts = scores.map(({ data, metric, value }) => `${data}-${metric}:${showScore(value)}`);
  return [`[${round}]`, ...parts].join('\t');
}

function showScore(value: number): string {
  return Number.isNaN(value)
    ? 'nan'
    : (Number.isFinite(value) ? value.toFixed(DECIMALS) : (value > 0 ? 'inf' : '-inf'));
}

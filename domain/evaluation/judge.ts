import { improvement } from './metric.ts';
import { metricOf } from './metric-table.ts';
import type { Gate } from '../definition/policies.ts';
import type { Evaluation, Judgement } from './evaluation.ts';

type Verdict = Judgement['gates'][number];

/**
 * Puts an evaluation through gates. A challenger passes when every gate lets it; no gates let everything
 * pass.
 */
export function judge(gates: readonly Gate[], evaluation: Evaluation): Judgement {
  const verdicts = gates.map((gate) => ({ gate: gate.kind, ...open(gate, evaluation) }));
  const failed = verdicts.filter((verdict) => !verdict.passed);
  const told = failed.length > 0 ? failed : verdicts;
  const reason = told.map((verdict) => verdict.reason).join('; ');
  return { passed: failed.length === 0, reason: reason || 'there are no gates', gates: verdicts };
}

type Opening = Pick<Verdict, 'passed' | 'reason'>;

function open(gate: Gate, evaluation: Evaluation): Opening {
  const value = evaluation.challenger[gate.metric];
  if (value === null || value === undefined) {
    return { passed: false, reason: `${gate.metric} is not defined on these ${evaluation.rows} rows` };
  }
  switch (gate.kind) {
    case 'improvement': return openImprovement(gate, evaluation, value);
    case 'absolute': return openAbsolute(gate, value);
    case 'better-than-naive': return openNaive(gate, evaluation, value);
    case 'fairness': return openFairness(gate, evaluation);
  }
}

function openImprovement(
  gate: Extract<Gate, { kind: 'improvement' }>, { champion, improvements, rows }: Evaluation, value: number,
): Opening {
  const found = improvements[gate.metric];
  const before = champion?.[gate.metric];
  if (champion === null) return { passed: true, reason: `${gate.metric} ${show(value)}, the first of its kind` };
  if (found === undefined || before === null || before === undefined) {
    return { passed: false, reason: `${gate.metric} cannot be compared with the champion's` };
  }
  const word = found.share < 0 ? 'worse' : 'better';
  const facts = `${gate.metric} ${show(value)} against ${show(before)} on ${rows} rows: `
    + `${percent(Math.abs(found.share))} ${word}`;
  if (found.share < gate.atLeast) return { passed: false, reason: `${facts}, ${percent(gate.atLeast)} are asked for` };
  if (gate.evidence && found.lower <= 0) {
    return { passed: false, reason: `${facts}, but that may be chance (from ${percent(found.lower)})` };
  }
  return { passed: true, reason: `${facts}, ${percent(gate.atLeast)} are asked for` };
}

function openAbsolute({ metric, atMost, atLeast }: Extract<Gate, { kind: 'absolute' }>, value: number): Opening {
  if (atMost !== undefined && value > atMost) {
    return { passed: false, reason: `${metric} ${show(value)} is above ${show(atMost)}` };
  }
  if (atLeast !== undefined && value < atLeast) {
    return { passed: false, reason: `${metric} ${show(value)} is below ${show(atLeast)}` };
  }
  return { passed: true, reason: `${metric} ${show(value)} is within its limits` };
}

function openNaive(
  gate: Extract<Gate, { kind: 'better-than-naive' }>, { naive }: Evaluation, value: number,
): Opening {
  const before = naive[gate.metric];
  if (before === null || before === undefined) return { passed: true, reason: `${gate.metric} of guessing is not defined` };
  const share = improvement(metricOf(gate.metric), before, value);
  const facts = `${gate.metric} ${show(value)} against ${show(before)} of guessing`;
  return share > gate.atLeast
    ? { passed: true, reason: facts }
    : { passed: false, reason: `${facts}: ${percent(share)} better, more than ${percent(gate.atLeast)} are asked for` };
}

function openFairness(
  { metric, by, maxRatio, minimumRows }: Extract<Gate, { kind: 'fairness' }>, { groups }: Evaluation,
): Opening {
  const scored = (groups[by] ?? []).filter(({ rows }) => rows >= minimumRows)
    .flatMap(({ group, scores }) => (typeof scores[metric] === 'number' ? [{ group, score: scores[metric] }] : []))
    .sort((a, b) => a.score - b.score);
  const [low, high] = [scored[0], scored[scored.length - 1]];
  if (low === undefined || high === undefined || scored.length < 2) {
    return { passed: true, reason: `fewer than two groups of ${by} have ${minimumRows} rows` };
  }
  const ratio = high.score / low.score;
  const facts = `${metric} is ${show(low.score)} for ${by} '${low.group}' and ${show(high.score)} for '${high.group}'`;
  return ratio <= maxRatio
    ? { passed: true, reason: facts }
    : { passed: false, reason: `${facts}: a factor of ${ratio.toFixed(2)}, at most ${maxRatio} is allowed` };
}

function show(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

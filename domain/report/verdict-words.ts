import { inWords } from '../drift/judge-drift.ts';
import type { CheckReport } from './check-report.ts';

/** A verdict in words, and the tone to say it in. */
export interface VerdictWords {
  readonly title: string;
  readonly tone: 'good' | 'bad' | 'unsure';
  readonly detail: string;
}

/** The drift verdict as the first thing to be read. */
export function driftWords({ drift, health }: CheckReport): VerdictWords {
  const moved = drift.features.filter((feature) => feature.drifting).map(({ name }) => name);
  const since =
    health.kind === 'drift' && health.changedAt !== null
      ? `, since about ${health.changedAt.slice(0, 10)}`
      : '';
  switch (drift.verdict) {
    case 'drifting': {
      const more = moved.length > 4 ? ` and ${moved.length - 4} more` : '';
      return {
        title: `Inputs drift: ${moved.slice(0, 4).join(', ')}${more}${since}`,
        tone: 'bad',
        detail: drift.reason,
      };
    }
    case 'stable':
      return { title: 'Inputs are stable', tone: 'good', detail: drift.reason };
    case 'not-enough-data':
      return {
        title: 'Not enough data to tell whether inputs drift',
        tone: 'unsure',
        detail: drift.reason,
      };
    case 'cannot-tell':
      return {
        title: 'It cannot be told whether inputs drift',
        tone: 'unsure',
        detail: drift.reason,
      };
  }
}

/** What the verdict promises, in words. */
export function promiseWords({ policy, drift }: CheckReport): string {
  const { threshold, everyHours, falsePagesPerYear, level } = policy;
  const often = everyHours === 1 ? 'every hour' : `every ${everyHours} hours`;
  const pages =
    falsePagesPerYear === 1 ? 'one false page a year' : `${falsePagesPerYear} false pages a year`;
  return (
    `A feature drifts when its population stability index is ${threshold} or more and chance explains that in less than ${inWords(level)}, ` +
    `over all ${drift.features.length} that are watched (Benjamini and Hochberg): ${pages} at most where nothing changes, checked ${often}.`
  );
}

/** A p-value as people say it. */
export function chanceWords(pValue: number): string {
  if (pValue < 1e-12) return 'p < 1e-12';
  return pValue >= 0.01 ? `p = ${pValue.toFixed(2)}` : `p = ${pValue.toExponential(0)}`;
}

/** What a classifier's area under the curve means. */
export function classifierWords({ classifier }: CheckReport): string | null {
  if (classifier === null) return null;
  const { auc, interval, rows, pValue } = classifier;
  const found =
    `AUC ${auc.toFixed(3)} (95 %: ${interval[0].toFixed(3)} to ${interval[1].toFixed(3)}), ${chanceWords(pValue)}, ` +
    `over ${rows[1]} rows of the window and ${rows[0]} of the baseline`;
  if (interval[0] <= 0.5) return `A classifier cannot tell the window from the baseline: ${found}.`;
  const how = auc < 0.6 ? 'hardly' : auc < 0.75 ? 'often' : 'nearly always';
  return `A classifier can ${how} tell the window from the baseline: ${found}.`;
}

import * as z from 'zod';
import { meanLoss } from './error-days.ts';
import { Interval } from './resamples.ts';
import type { WatchedMetric } from '../definition/policies.ts';
import type { ErrorDay } from './error-days.ts';
import type { Resamples } from './resamples.ts';

/** What is found out about the errors of a model. */
export const QualityVerdict = z.object({
  verdict: z.enum(['good', 'bad', 'not-enough-data', 'cannot-tell']),
  metric: z.string(),
  rows: z.int(),
  /** The metric over the window; null when there were no rows. */
  error: z.number().nullable(),
  /** Holds the metric with 95 % confidence, by the bootstrap. */
  interval: Interval.nullable(),
  /** The same on the holdout when the version was made. */
  reference: z.number().nullable(),
  /** Error over reference. */
  ratio: z.number().nullable(),
  bias: z.number().nullable(),
  reason: z.string(),
});
export type QualityVerdict = z.output<typeof QualityVerdict>;

/** What errors are held against. */
export interface QualityPolicy {
  readonly metric: WatchedMetric;
  readonly maxIncrease: number;
  readonly minimumRows: number;
  /** The metric on the holdout when the version was made. @default - unknown */
  readonly reference: number | null;
}

/** Confidence of what is shown, and of what counts as evidence: 99 % on the lower side. */
const SHOWN = 0.95;
const SURE = 0.98;

/**
 * Judges the errors of a window. Bad needs effect and evidence: the error lies above the reference by more
 * than the allowed share, and above the reference itself by more than chance explains.
 *
 * @param resamples of the rows of these days
 */
export function judgeQuality(
  days: readonly ErrorDay[],
  resamples: Resamples,
  policy: QualityPolicy,
): QualityVerdict {
  const { metric, reference, maxIncrease, minimumRows } = policy;
  const { rows, mean, bias } = meanLoss(days);
  const known = { metric, rows, reference };
  if (rows < minimumRows) {
    const reason = `${rows} rows with ground truth, ${minimumRows} are needed`;
    return {
      ...known,
      verdict: 'not-enough-data',
      error: null,
      interval: null,
      ratio: null,
      bias: null,
      reason,
    };
  }
  const error = finish(metric, mean);
  const interval = inMetric(resamples.interval(SHOWN), metric);
  if (reference === null || reference <= 0) {
    const reason = `the version has no ${metric} to compare with`;
    return { ...known, verdict: 'cannot-tell', error, interval, ratio: null, bias, reason };
  }
  const ratio = error / reference;
  const [surely = 0] = inMetric(resamples.interval(SURE), metric) ?? [];
  const bad = ratio > 1 + maxIncrease && surely > reference;
  const between = interval === null ? '' : ` (${interval.map(show).join(' to ')})`;
  const facts = `${metric} ${show(error)}${between} over ${rows} rows, ${show(reference)} on its holdout`;
  const reason = bad ? `${facts}: more than ${Math.round(maxIncrease * 100)} % worse` : facts;
  return { ...known, verdict: bad ? 'bad' : 'good', error, interval, ratio, bias, reason };
}

function inMetric(interval: Interval | null, metric: WatchedMetric): Interval | null {
  return interval && [finish(metric, interval[0]), finish(metric, interval[1])];
}

/** The metric of a mean loss. */
export function finish(metric: WatchedMetric, mean: number): number {
  return metric === 'rmse' ? Math.sqrt(mean) : mean;
}

/** The mean loss that belongs to a value of the metric. */
export function unfinish(metric: WatchedMetric, value: number): number {
  return metric === 'rmse' ? value ** 2 : value;
}

function show(value: number): string {
  return String(Number(value.toPrecision(4)));
}

import * as z from 'zod';
import { finish } from '../monitoring/judge-quality.ts';
import { Interval } from '../monitoring/resamples.ts';
import type { WatchedMetric } from '../definition/policies.ts';

/** How well an estimate met the truth, once it came. */
export const EstimateCheck = z.object({
  /** Rows whose truth has come. */
  rows: z.int(),
  /** What had been estimated for the days they are of. */
  estimated: z.number(),
  /** What it turned out to be. */
  real: z.number(),
  /** Estimated over real, less 1: -0.2 is a fifth too low. */
  off: z.number(),
});
export type EstimateCheck = z.output<typeof EstimateCheck>;

/** What the metric is thought to be before labels have come. */
export const QualityEstimate = z.object({
  verdict: z.enum(['as-before', 'worse', 'not-enough-data', 'cannot-tell']),
  metric: z.string(),
  /** Rows that the estimate is made from: a sample of the window. */
  rows: z.int(),
  estimate: z.number().nullable(),
  /** Holds what the metric of as many rows will be with 95 % confidence, if truths come as before. */
  interval: Interval.nullable(),
  /** The estimate for the holdout. */
  reference: z.number().nullable(),
  ratio: z.number().nullable(),
  /** Null before labels of the window have come. */
  check: EstimateCheck.nullable(),
  reason: z.string(),
});
export type QualityEstimate = z.output<typeof QualityEstimate>;

/** What is judged. */
export interface EstimateParts {
  readonly metric: WatchedMetric;
  readonly maxIncrease: number;
  readonly minimumRows: number;
  /** Expected losses of the rows of the window's sample. */
  readonly expected: readonly number[];
  readonly reference: number;
  readonly spread: number;
  readonly check: EstimateCheck | null;
}

const NORMAL_95 = 1.959963984540054;

/** Beyond this an estimate has proven itself wrong, and says nothing any more. */
const MOST_OFF = 0.25;

/**
 * Says whether a model is to be thought worse than on its holdout. Worse needs effect and evidence, and an
 * estimator that met the truths which have come: one that did not cannot tell.
 */
export function judgeEstimate(parts: EstimateParts): QualityEstimate {
  const { metric, maxIncrease, minimumRows, expected, reference, spread, check } = parts;
  const rows = expected.length;
  const known = { metric, rows, check, reference: finish(metric, reference) };
  if (rows < minimumRows) {
    const reason = `${rows} rows in the sample, ${minimumRows} are needed`;
    return {
      ...known,
      verdict: 'not-enough-data',
      estimate: null,
      interval: null,
      ratio: null,
      reason,
    };
  }
  const mean = expected.reduce((sum, loss) => sum + loss, 0) / rows;
  const variance = expected.reduce((sum, loss) => sum + (loss - mean) ** 2, 0) / rows + spread ** 2;
  const reach = NORMAL_95 * Math.sqrt(variance / rows);
  const interval: Interval = [
    finish(metric, Math.max(mean - reach, 0)),
    finish(metric, mean + reach),
  ];
  const estimate = finish(metric, mean);
  const ratio = estimate / known.reference;
  const told = { ...known, estimate, interval, ratio };
  const facts =
    `${metric} is thought to be ${show(estimate)} (${interval.map(show).join(' to ')}), ` +
    `${show(known.reference)} on the holdout`;
  if (check !== null && Math.abs(check.off) > MOST_OFF) {
    const reason =
      `${facts}; but it turned out ${show(check.real)} where ${show(check.estimated)} was thought: ` +
      'truths come differently than before';
    return { ...told, verdict: 'cannot-tell', reason };
  }
  const isWorse = ratio > 1 + maxIncrease && interval[0] > known.reference;
  return { ...told, verdict: isWorse ? 'worse' : 'as-before', reason: facts };
}

function show(value: number): string {
  return String(Number(value.toPrecision(4)));
}

import type { MetricName } from '../definition/policies.ts';
import type { Outcome } from './outcome.ts';

export type { Outcome } from './outcome.ts';

/** A measure of how good predictions are. No threshold inside. */
export interface Metric {
  readonly name: MetricName;
  readonly title: string;
  /** Which is better. `zero`: the closer to 0 the better. */
  readonly direction: 'lower' | 'higher' | 'zero';
  /**
   * The loss of one row, for metrics that are a function of its mean. @default - none: not a mean over rows
   */
  readonly loss?: (outcome: Outcome) => number;
  /** The metric over outcomes; NaN when there are none, or when it is not defined for them. */
  of(outcomes: readonly Outcome[]): number;
}

/** Mean of a value over outcomes; NaN when there are none. */
export function mean(outcomes: readonly Outcome[], value: (outcome: Outcome) => number): number {
  let sum = 0;
  for (const outcome of outcomes) sum += value(outcome);
  return sum / outcomes.length;
}

/**
 * By how much `challenger` is better than `champion`, as a share of the champion's value; negative when it
 * is worse. Where the champion's value is 0, the plain difference.
 */
export function improvement(metric: Metric, champion: number, challenger: number): number {
  const [before, after] = metric.direction === 'zero' ? [Math.abs(champion), Math.abs(challenger)] : [champion, challenger];
  const gain = metric.direction === 'higher' ? after - before : before - after;
  return before === 0 ? gain : gain / Math.abs(before);
}

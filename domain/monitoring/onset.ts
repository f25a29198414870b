import { smoothedShares } from '../profile/binning.ts';
import { unfinish } from './judge-quality.ts';
import type { BinCounts } from '../profile/binning.ts';
import type { ErrorDay } from './error-days.ts';
import type { QualityPolicy } from './judge-quality.ts';

/** Evidence of one day for a change having happened by then: above 0 when it looks changed. */
export interface DayScore {
  readonly day: string;
  readonly score: number;
}

/**
 * The first day of a change that still lasts: the day from which on the scores add up to the most (the
 * maximum likelihood estimate of a change point whose two states are known; Page, 1954). A single odd day
 * does not move it. Null when no day looks changed.
 */
export function onset(days: readonly DayScore[]): string | null {
  let [sum, best] = [0, 0];
  let found: string | null = null;
  for (const { day, score } of [...days].sort((a, b) => (a.day < b.day ? 1 : -1))) {
    sum += score;
    if (sum > best) [best, found] = [sum, day];
  }
  return found;
}

/** Scores of error days: their excess over the middle between the reference and the limit of a policy. */
export function errorScores(days: readonly ErrorDay[], policy: QualityPolicy): readonly DayScore[] {
  const reference = unfinish(policy.metric, policy.reference ?? 0);
  const limit = unfinish(policy.metric, (policy.reference ?? 0) * (1 + policy.maxIncrease));
  const middle = (reference + limit) / 2;
  return days.map(({ day, loss, rows }) => ({ day, score: loss - middle * rows }));
}

/**
 * Scores of the inputs' days: how much likelier a day is under the current distribution than under the
 * baseline.
 */
export function driftScores(
  days: readonly { readonly day: string; readonly counts: BinCounts }[],
  baseline: BinCounts,
  current: BinCounts,
): readonly DayScore[] {
  const [p, q] = [smoothedShares(baseline), smoothedShares(current)];
  const gain = p.map((share, bin) => Math.log(q[bin]! / share));
  return days.map(({ day, counts }) => ({
    day, score: counts.reduce((sum, count, bin) => sum + count * (gain[bin] ?? 0), 0),
  }));
}

import { binnedStatistic } from './statistic.ts';
import { smoothedShares, total } from '../profile/binning.ts';

/**
 * Population stability index: sum of (q - p) * ln(q / p) over bins (Siddiqi, Credit Risk Scorecards, 2006),
 * the symmetric Kullback-Leibler divergence. Below 0.1 is usually read as stable, above 0.25 as a shift.
 * Bins that both lack are left out; half a value is added to each other (Jeffreys), so that one that is
 * empty does not make it infinite.
 */
export const psi = binnedStatistic(
  {
    name: 'psi',
    title: 'Population stability index',
    unit: 'nats',
  },
  (reference, current) => {
    const isUsed = (_count: number, bin: number): boolean => reference[bin]! + current[bin]! > 0;
    const [before, after] = [reference.filter(isUsed), current.filter(isUsed)];
    if (total(before) === 0 || total(after) === 0) return NaN;
    return psiOfShares(smoothedShares(before), smoothedShares(after));
  },
);

/** The index of two distributions given as shares, none of them 0. */
export function psiOfShares(p: readonly number[], q: readonly number[]): number {
  let sum = 0;
  for (let bin = 0; bin < p.length; bin += 1)
    sum += (q[bin]! - p[bin]!) * Math.log(q[bin]! / p[bin]!);
  return sum;
}

import { binnedStatistic } from './statistic.ts';
import { smoothedShares } from '../profile/binning.ts';

/**
 * Population stability index: sum of (q - p) * ln(q / p) over bins (Siddiqi, Credit Risk Scorecards, 2006),
 * the symmetric Kullback-Leibler divergence. Below 0.1 is usually read as stable, above 0.25 as a shift.
 * Half a value is added to each bin (Jeffreys), so that an empty bin does not make it infinite.
 */
export const psi = binnedStatistic({
  name: 'psi', title: 'Population stability index', unit: 'nats',
}, (reference, current) => psiOfShares(smoothedShares(reference), smoothedShares(current)));

/** The index of two distributions given as shares, none of them 0. */
export function psiOfShares(p: readonly number[], q: readonly number[]): number {
  let sum = 0;
  for (let bin = 0; bin < p.length; bin += 1) sum += (q[bin]! - p[bin]!) * Math.log(q[bin]! / p[bin]!);
  return sum;
}

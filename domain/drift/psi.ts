import { binnedStatistic } from './statistic.ts';
import { smoothedShares } from '../profile/binning.ts';

/**
 * Population stability index: sum of (q - p) * ln(q / p) over bins (Siddiqi, Credit Risk Scorecards, 2006),
 * the symmetric Kullback-Leibler divergence. Below 0.1 is usually read as stable, above 0.25 as a shift.
 * Half a value is added to each bin (Jeffreys), so that an empty bin does not make it infinite.
 */
export const psi = binnedStatistic('psi', 'Population stability index', (reference, current) => {
  const [p, q] = [smoothedShares(reference), smoothedShares(current)];
  return p.reduce((sum, share, bin) => sum + (q[bin]! - share) * Math.log(q[bin]! / share), 0);
});

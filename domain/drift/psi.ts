import { binnedStatistic } from './statistic.ts';
import type { BinCounts } from '../profile/binning.ts';

/**
 * Population stability index: sum of (q - p) * ln(q / p) over bins (Siddiqi, Credit Risk Scorecards,
 * 2006), the symmetric
 * Kullback-Leibler divergence. Below 0.1 is usually read as stable, above 0.25 as a shift. Half a value is
 * added to each bin
 * (Jeffreys), so that an empty bin does not make it infinite.
 */
export const psi = binnedStatistic('psi', 'Population stability index', (reference, current) => {
  const [p, q] = [smoothed(reference), smoothed(current)];
  return p.reduce((sum, share, bin) => sum + (q[bin]! - share) * Math.log(q[bin]! / share), 0);
});

function smoothed(counts: BinCounts): number[] {
  const total = counts.reduce((a, b) => a + b, 0);
  if (total === 0) return counts.map(() => NaN);
  return counts.map((count) => (count + 0.5) / (total + counts.length / 2));
}

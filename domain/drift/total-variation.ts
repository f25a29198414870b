import { binnedStatistic, shares } from './statistic.ts';

/**
 * Total variation distance: half the sum of the absolute differences of shares. The share of rows that
 * moved. In [0, 1].
 */
export const totalVariation = binnedStatistic({
  name: 'tvd', title: 'Total variation distance', unit: 'share of rows',
}, (reference, current) => {
  const [p, q] = [shares(reference), shares(current)];
  return p.reduce((sum, share, bin) => sum + Math.abs(share - q[bin]!), 0) / 2;
});

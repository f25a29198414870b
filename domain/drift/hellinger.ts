import { binnedStatistic, shares } from './statistic.ts';

/**
 * Hellinger distance: Euclidean distance of the square roots of the shares over the square root of 2
 * (1909). In [0, 1].
 */
export const hellinger = binnedStatistic({
  name: 'hellinger', title: 'Hellinger distance', unit: 'none',
}, (reference, current) => {
  const [p, q] = [shares(reference), shares(current)];
  const squares = p.reduce((sum, share, bin) => sum + (Math.sqrt(share) - Math.sqrt(q[bin]!)) ** 2, 0);
  return Math.sqrt(squares / 2);
});

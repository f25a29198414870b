import { binnedStatistic, shares } from './statistic.ts';

/**
 * Chebyshev distance, L-infinity: the largest difference of the shares of any one bin; what SageMaker
 * Model Monitor calls the distance of categories. In [0, 1].
 */
export const lInfinity = binnedStatistic({
  name: 'l-infinity', title: 'L-infinity distance', unit: 'share of rows',
}, (reference, current) => {
  const [p, q] = [shares(reference), shares(current)];
  return p.reduce((largest, share, bin) => {
    const difference = Math.abs(share - q[bin]!);
    return Number.isNaN(difference) ? NaN : Math.max(largest, difference);
  }, 0);
});

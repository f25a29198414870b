import { binnedStatistic, shares } from './statistic.ts';

/**
 * Kullback-Leibler divergence of the reference from the current distribution: sum of p * ln(p / q) over
 * bins (Kullback and Leibler, 1951). Infinite when the current one lacks a bin of the reference.
 */
export const kullbackLeibler = binnedStatistic({
  name: 'kl', title: 'Kullback-Leibler divergence', unit: 'nats',
}, (reference, current) => {
  const [p, q] = [shares(reference), shares(current)];
  return p.reduce((sum, share, bin) => sum + (share === 0 ? 0 : share * Math.log(share / q[bin]!)), 0);
});

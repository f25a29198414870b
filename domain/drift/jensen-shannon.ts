import { binnedStatistic, shares } from './statistic.ts';

/**
 * Jensen-Shannon distance: the square root of the mean Kullback-Leibler divergence of both from their
 * mixture, natural logarithm (Endres and Schindelin, 2003; the definition of
 * scipy.spatial.distance.jensenshannon). At most 0.8326.
 */
export const jensenShannon = binnedStatistic({
  name: 'jensen-shannon', title: 'Jensen-Shannon distance', unit: 'square root of nats',
}, (before, after) => {
  const [p, q] = [shares(before), shares(after)];
  const term = (share: number, middle: number): number =>
    (share === 0 ? 0 : share * Math.log(share / middle));
  const divergence = p.reduce((sum, share, bin) => {
    const middle = (share + q[bin]!) / 2;
    return sum + term(share, middle) + term(q[bin]!, middle);
  }, 0);
  return Math.sqrt(Math.max(divergence, 0) / 2);
});

import { multinomial } from '../chance/binomial.ts';
import { seededChance } from '../chance/seeded.ts';
import { plus, smoothedShares, total } from '../profile/binning.ts';
import { upperGamma } from './gamma.ts';
import { likelihoodRatio } from './likelihood-ratio.ts';
import type { BinCounts } from '../profile/binning.ts';

/** Pairs of samples that are drawn to see what chance alone does. */
export const DRAWS = 299;

/** From such a share of draws beyond the observed value on, that share says it all. */
const ENOUGH_BEYOND = 0.07;

/** How sure a difference is. */
export interface Evidence {
  /** The likelihood-ratio statistic. */
  readonly statistic: number;
  /** How likely one at least as large is where nothing changed. */
  readonly pValue: number;
}

/**
 * How likely chance alone explains a difference: both samples are drawn anew, at their very sizes, from
 * what they are together, as they would be had nothing changed; so a baseline of few rows counts as one.
 * Always the same for the same counts.
 *
 * Where the observed value lies among the draws, its rank is the answer. Beyond them the tail is that of
 * a gamma distribution with scale 2, the decay that large deviations prescribe for this statistic, and
 * with the mean of the draws (Bartlett, 1937, corrects the likelihood ratio by its mean likewise). Over
 * samples of 100 to 80,000 rows in 3 to 26 bins, rare ones among them, that is within a factor of 2 at
 * one in ten thousand, mostly on the side of caution.
 *
 * @param draws pairs of samples that are drawn: a third of the usual number tells as much of what is quiet
 */
export function evidenceOf(reference: BinCounts, current: BinCounts, draws = DRAWS): Evidence {
  const statistic = likelihoodRatio.distance(reference, current);
  const [m, n] = [Math.round(total(reference)), total(current)];
  if (!(m > 0) || n === 0) return { statistic: NaN, pValue: 1 };
  const shares = smoothedShares(plus(reference, current));
  const chance = seededChance(`${m} ${n} ${shares.length}`);
  const [before, after] = [new Float64Array(shares.length), new Float64Array(shares.length)];
  let [sum, beyond] = [0, 0];
  for (let draw = 0; draw < draws; draw += 1) {
    multinomial(chance, m, shares, before);
    multinomial(chance, n, shares, after);
    const drawn = ratio(before, after, m, n);
    sum += drawn;
    if (drawn >= statistic) beyond += 1;
  }
  if (beyond >= ENOUGH_BEYOND * draws) return { statistic, pValue: (beyond + 1) / (draws + 1) };
  const shape = Math.max(sum / draws / 2, 0.5);
  return { statistic, pValue: Math.min(upperGamma(shape, statistic / 2), ENOUGH_BEYOND) };
}

/** The statistic of drawn counts, without anything but arithmetic: it is most of the work. */
function ratio(before: Float64Array, after: Float64Array, m: number, n: number): number {
  const [toBefore, toAfter] = [(m + n) / m, (m + n) / n];
  let sum = 0;
  for (let bin = 0; bin < before.length; bin += 1) {
    const [a, b] = [before[bin]!, after[bin]!];
    if (a > 0) sum += a * Math.log((a * toBefore) / (a + b));
    if (b > 0) sum += b * Math.log((b * toAfter) / (a + b));
  }
  return 2 * sum;
}

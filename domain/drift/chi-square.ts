import { binnedStatistic } from './statistic.ts';
import { upperGamma } from './gamma.ts';
import type { BinCounts } from '../profile/binning.ts';

/**
 * Pearson's chi-square statistic of homogeneity over the two rows of counts (Pearson, 1900): sum of (seen
 * - expected)^2 /
 * expected, with expectations from the margins. Bins that both lack are left out.
 */
export const chiSquare = binnedStatistic({
  name: 'chi-square', title: 'Chi-square statistic', unit: 'none',
}, (reference, current) => {
  const [m, n] = [sum(reference), sum(current)];
  if (m === 0 || n === 0) return NaN;
  return reference.reduce((statistic, count, bin) => {
    const both = count + current[bin]!;
    if (both === 0) return statistic;
    const expected = (both * m) / (m + n);
    const other = both - expected;
    return statistic + (count - expected) ** 2 / expected + (current[bin]! - other) ** 2 / other;
  }, 0);
});

/**
 * How likely a chi-square statistic at least as large is by chance alone. 1 with less than two bins in use.
 */
export function chiSquarePValue(reference: BinCounts, current: BinCounts): number {
  const used = reference.filter((count, bin) => count + (current[bin] ?? 0) > 0).length;
  return used < 2 ? 1 : upperGamma((used - 1) / 2, chiSquare.distance(reference, current) / 2);
}

function sum(counts: BinCounts): number {
  return counts.reduce((a, b) => a + b, 0);
}

import { binnedStatistic } from './statistic.ts';

/**
 * Likelihood-ratio statistic G of homogeneity: twice the logarithm of how much likelier the counts are
 * with a distribution of its own for each side than with one for both (Wilks, 1938). Per row it is close
 * to the population stability index, but a single row in a bin that was empty moves it little, and its
 * tail falls as exp(-G / 2) however far out (Sanov, 1957): it can be trusted where chances are small.
 */
export const likelihoodRatio = binnedStatistic(
  { name: 'g', title: 'Likelihood-ratio statistic', unit: 'twice nats' },
  (reference, current) => {
    const [m, n] = [reference, current].map((counts) => counts.reduce((a, b) => a + b, 0));
    if (m === 0 || n === 0) return NaN;
    let sum = 0;
    for (let bin = 0; bin < reference.length; bin += 1) {
      const [before, after] = [reference[bin]!, current[bin]!];
      const mean = (before + after) / (m! + n!);
      if (before > 0) sum += before * Math.log(before / (m! * mean));
      if (after > 0) sum += after * Math.log(after / (n! * mean));
    }
    return Math.max(2 * sum, 0);
  },
);

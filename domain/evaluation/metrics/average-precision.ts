import type { Metric } from '../metric.ts';

/**
 * Average precision: precision at each positive row, from the most likely down; the area under its curve,
 * uninterpolated.
 */
export const averagePrecision: Metric = {
  name: 'average-precision',
  title: 'Average precision',
  direction: 'higher',
  of: (outcomes) => {
    const descending = [...outcomes].sort((a, b) => b.value - a.value);
    let [sum, positives] = [0, 0];
    for (let from = 0, to = 0; from < descending.length; from = to) {
      const before = positives;
      for (; to < descending.length && descending[to]!.value === descending[from]!.value; to += 1) {
        positives += descending[to]!.truth;
      }
      sum += (positives - before) * (positives / to);
    }
    return sum / positives;
  },
};

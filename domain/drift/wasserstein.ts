import { sampleStatistic, walk } from './samples.ts';

/**
 * Wasserstein distance of order 1 (earth mover's): the area between the two distribution functions, in the
 * unit of the values (Vallender, 1974). Divide by the reference's standard deviation to compare features.
 */
export const wasserstein = sampleStatistic({
  name: 'wasserstein', title: 'Wasserstein distance', unit: 'of the values',
}, (reference, current) => {
  let area = 0;
  walk(reference, current, (value, p, q, next) => {
    if (next !== Infinity) area += Math.abs(p - q) * (next - value);
  });
  return area;
});

import type { Interval } from '../monitoring/resamples.ts';

/** So many of so many. */
export interface Proportion {
  readonly hits: number;
  readonly of: number;
}

/** The share; NaN of nothing. */
export function share({ hits, of }: Proportion): number {
  return hits / of;
}

/**
 * The interval of a share by the score method (E. B. Wilson, 1927), which holds for small samples and
 * shares near 0 and 1. @param z quantile of the normal distribution: 1.96 for 95 %
 */
export function wilson(proportion: Proportion, z: number): Interval {
  const { of } = proportion;
  if (of === 0) return [0, 1];
  const p = share(proportion);
  const middle = (p + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const half = (z / (1 + z ** 2 / of)) * Math.sqrt((p * (1 - p)) / of + z ** 2 / (4 * of ** 2));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

/**
 * The interval of the difference of two shares, `a` minus `b`: method 10 of R. G. Newcombe, "Interval
 * estimation for the difference between independent proportions", Statistics in Medicine 17, 1998.
 */
export function differenceInterval(a: Proportion, b: Proportion, z: number): Interval {
  const difference = share(a) - share(b);
  const [lowA, highA] = wilson(a, z);
  const [lowB, highB] = wilson(b, z);
  return [
    difference - Math.hypot(share(a) - lowA, highB - share(b)),
    difference + Math.hypot(highA - share(a), share(b) - lowB),
  ];
}

/**
 * The interval of the ratio of two shares, `a` over `b`, on the logarithmic scale (Katz, Baptista, Azen
 * and Pike, 1978), with half a hit added to each side, so that it holds where one has none.
 */
export function ratioInterval(a: Proportion, b: Proportion, z: number): Interval {
  const [hitsA, hitsB] = [a.hits + 0.5, b.hits + 0.5];
  const [ofA, ofB] = [a.of + 0.5, b.of + 0.5];
  const log = Math.log(hitsA / ofA) - Math.log(hitsB / ofB);
  const half = z * Math.sqrt(1 / hitsA - 1 / ofA + 1 / hitsB - 1 / ofB);
  return [Math.exp(log - half), Math.exp(log + half)];
}

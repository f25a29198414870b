import type { DriftStatistic, StatisticNames } from './statistic.ts';

/** Values in ascending order. */
export type Sample = readonly number[];

/** Makes a statistic over all values, for where bins would blur what matters. */
export function sampleStatistic(
  names: StatisticNames, distance: (reference: Sample, current: Sample) => number,
): DriftStatistic<Sample> {
  return {
    ...names,
    empty: () => [],
    add: (state, value) => mergeSorted(state, [value]),
    merge: mergeSorted,
    distance: (reference, current) =>
      (reference.length === 0 || current.length === 0 ? NaN : distance(reference, current)),
  };
}

/**
 * Walks through the distinct values of both samples in order, with the shares of each at or below the
 * value.
 */
export function walk(
  a: Sample, b: Sample, visit: (value: number, shareA: number, shareB: number, next: number) => void,
): void {
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const value = Math.min(a[i] ?? Infinity, b[j] ?? Infinity);
    while (i < a.length && a[i]! <= value) i += 1;
    while (j < b.length && b[j]! <= value) j += 1;
    visit(value, i / a.length, j / b.length, Math.min(a[i] ?? Infinity, b[j] ?? Infinity));
  }
}

function mergeSorted(a: Sample, b: Sample): number[] {
  return [...a, ...b].sort((x, y) => x - y);
}

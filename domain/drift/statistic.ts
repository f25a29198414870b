import type { BinCounts } from '../profile/binning.ts';

/**
 * A measure of how far two distributions lie apart, over a state that grows with values and merges.
 *
 * Laws, tested for each: `merge` is associative and commutative with `empty()` as its neutral element;
 * adding values one by one equals merging states of parts; `distance(s, s)` is 0 and `distance` is never
 * negative.
 */
export interface DriftStatistic<State> {
  readonly name: string;
  readonly title: string;
  /** What the distance is measured in. */
  readonly unit: string;
  empty(): State;
  add(state: State, value: number): State;
  merge(a: State, b: State): State;
  /** 0 for equal distributions; NaN when one of them is empty. */
  distance(reference: State, current: State): number;
}

/** What a statistic is called. */
export type StatisticNames = Pick<DriftStatistic<never>, 'name' | 'title' | 'unit'>;

/** A statistic over counts per bin; values are bin numbers. */
export type BinnedStatistic = DriftStatistic<BinCounts>;

/** Makes a binned statistic out of the distance of two distributions given as shares. */
export function binnedStatistic(
  names: StatisticNames, distance: (reference: BinCounts, current: BinCounts) => number,
): BinnedStatistic {
  return {
    ...names,
    empty: () => [],
    add: (state, bin) => sum(state, [...new Array<number>(bin).fill(0), 1]),
    merge: sum,
    distance: (reference, current) => {
      const length = Math.max(reference.length, current.length);
      return distance(padded(reference, length), padded(current, length));
    },
  };
}

/** Shares of counts; NaN when there are none. */
export function shares(counts: BinCounts): number[] {
  const total = counts.reduce((a, b) => a + b, 0);
  return counts.map((count) => count / total);
}

function sum(a: BinCounts, b: BinCounts): number[] {
  const length = Math.max(a.length, b.length);
  return Array.from({ length }, (_, index) => (a[index] ?? 0) + (b[index] ?? 0));
}

function padded(counts: BinCounts, length: number): BinCounts {
  return counts.length === length ? counts : sum(counts, new Array<number>(length).fill(0));
}

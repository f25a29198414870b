import * as z from 'zod';

/** How values of a feature fall into bins. The last bin of both kinds holds missing values. */
export const Binning = z.discriminatedUnion('kind', [
  /** Bin i holds values in (edges[i-1], edges[i]]; there is one bin more than edges. */
  z.object({ kind: z.literal('numeric'), edges: z.array(z.number()) }),
  /** One bin per category and one for all others. */
  z.object({ kind: z.literal('category'), categories: z.array(z.string()) }),
]);
export type Binning = z.output<typeof Binning>;

/** Numbers of values per bin. Zero is neutral, `plus` is associative and commutative. */
export type BinCounts = readonly number[];

/** How many bins a binning has. */
export function binsOf(binning: Binning): number {
  return (binning.kind === 'numeric' ? binning.edges.length + 1 : binning.categories.length + 1) + 1;
}

/** No values. */
export function noCounts(binning: Binning): number[] {
  return new Array<number>(binsOf(binning)).fill(0);
}

/** Counts of two sets of values taken together. */
export function plus(a: BinCounts, b: BinCounts): number[] {
  return a.map((count, index) => count + (b[index] ?? 0));
}

/** How many values were counted. */
export function total(counts: BinCounts): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/**
 * Shares of counts with half a value added to each bin (Jeffreys), so that no bin is empty. NaN when there
 * are none.
 */
export function smoothedShares(counts: BinCounts): number[] {
  const all = total(counts);
  return counts.map((count) => (all === 0 ? NaN : (count + 0.5) / (all + counts.length / 2)));
}

/** Makes the function that finds the bin of a value; the empty text is a missing value. */
export function binOf(binning: Binning): (value: string) => number {
  const missing = binsOf(binning) - 1;
  if (binning.kind === 'category') {
    const bins = new Map(binning.categories.map((category, index) => [category, index]));
    return (value) => (value === '' ? missing : bins.get(value) ?? missing - 1);
  }
  const { edges } = binning;
  return (value) => (value === '' ? missing : lowerBound(edges, Number(value)));
}

/** Edges at the quantiles of values, at most `bins` - 1 of them, without repetitions. */
export function quantileBinning(values: readonly number[], bins: number): Binning {
  const sorted = Float64Array.from(values).sort();
  const edges = new Set<number>();
  for (let bin = 1; bin < bins && sorted.length > 0; bin += 1) {
    edges.add(sorted[Math.floor((bin * (sorted.length - 1)) / bins)]!);
  }
  edges.delete(sorted[sorted.length - 1] ?? NaN);
  return { kind: 'numeric', edges: [...edges] };
}

/** The most frequent categories, at most `limit`; ties in the order of their text. */
export function categoryBinning(counts: ReadonlyMap<string, number>, limit: number): Binning {
  const byFrequency = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return { kind: 'category', categories: byFrequency.slice(0, limit).map(([category]) => category) };
}

/** Index of the first edge that is not below a value; the number of edges when all are. */
export function lowerBound(edges: readonly number[], value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

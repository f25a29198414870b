import * as z from 'zod';

/** How values of a feature fall into bins. The last bin of both kinds holds missing values. */
export const Binning = z.discriminatedUnion('kind', [
  /** Bin i holds values in (edges[i-1], edges[i]]; there is one bin more than edges. */
  z.object({ kind: z.literal('numeric'), edges: z.array(z.number()) }),
  /**
   * One bin per category and one for all others. Where the others are known by name (`rare`), what is none of
   * them is new and has a bin of its own, between others and missing values.
   */
  z.object({
    kind: z.literal('category'),
    categories: z.array(z.string()),
    rare: z.array(z.string()).optional(),
  }),
]);
export type Binning = z.output<typeof Binning>;

/** Numbers of values per bin. Zero is neutral, `plus` is associative and commutative. */
export type BinCounts = readonly number[];

/** How many bins a binning has. */
export function binsOf(binning: Binning): number {
  if (binning.kind === 'numeric') return binning.edges.length + 2;
  return binning.categories.length + (binning.rare === undefined ? 2 : 3);
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
    const { categories, rare = [] } = binning;
    const named = categories.map((category, index) => [category, index] as const);
    const bins = new Map([...rare.map((value) => [value, categories.length] as const), ...named]);
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

/** Rare values that are kept by name; of a column with more nobody could tell what is new. */
const MOST_RARE = 1000;

/**
 * The most frequent categories, at most `limit`; ties in the order of their text.
 *
 * @param knowsRare are the others kept by name? Not those of a personal column. Values seen but once are not:
 * how often they come says how often new ones are to be expected (Good, 1953), so that the bin of new values
 * is as full in the reference as it will be where nothing changes.
 */
export function categoryBinning(
  counts: ReadonlyMap<string, number>, limit: number, knowsRare = false,
): Binning {
  const byFrequency = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const names = byFrequency.map(([category]) => category);
  const categories = names.slice(0, limit);
  const rare = names.slice(limit).filter((name) => counts.get(name)! > 1);
  return { kind: 'category', categories, ...(knowsRare && rare.length <= MOST_RARE && { rare }) };
}

/**
 * Index of the first edge that is not below a value; the number of edges when all are. What a comparison says
 * is added and no branch is taken: which one would be is a guess, and half of the guesses are wrong.
 */
export function lowerBound(edges: ArrayLike<number>, value: number): number {
  let [first, left] = [0, edges.length];
  while (left > 1) {
    const half = left >> 1;
    first += half * Number(edges[first + half - 1]! < value);
    left -= half;
  }
  return left === 0 ? 0 : first + Number(edges[first]! < value);
}

/** Sum and bounds of values that were sent as a set. */
export interface StatisticSet {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
}

/** What is known of a metric in a stretch of time. */
export interface Sample {
  /** Counts by value. */
  readonly values: ReadonlyMap<number, number>;
  /** Values of which only sums and bounds are known. @default - none */
  readonly set?: StatisticSet;
}

/** A sample of single values, each with its count. */
export function sampleOf(values: Iterable<readonly [number, number]>): Sample {
  const counts = new Map<number, number>();
  for (const [value, count] of values) counts.set(value, (counts.get(value) ?? 0) + count);
  return { values: counts };
}

/** Adds samples up. */
export function merge(samples: readonly Sample[]): Sample {
  if (samples.length === 1) return samples[0]!;
  const { values } = sampleOf(samples.flatMap((sample) => [...sample.values]));
  const sets = samples.flatMap(({ set }) => (set ? [set] : []));
  return { values, set: sets.length > 0 ? sets.reduce(mergeSets) : undefined };
}

/** Adds sets up. */
export function mergeSets(one: StatisticSet, other: StatisticSet): StatisticSet {
  return {
    count: one.count + other.count,
    sum: one.sum + other.sum,
    min: Math.min(one.min, other.min),
    max: Math.max(one.max, other.max),
  };
}

/** How many values there are. */
export function countOf({ values, set }: Sample): number {
  let count = set?.count ?? 0;
  for (const each of values.values()) count += each;
  return count;
}

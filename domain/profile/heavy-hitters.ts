import * as z from 'zod';

/** Heavy hitters as they are stored. */
export const HeavyHittersState = z.object({
  /** How much the count of any value may be too low. */
  error: z.number(),
  counts: z.array(z.tuple([z.string(), z.number()])),
});
export type HeavyHittersState = z.output<typeof HeavyHittersState>;

/** A frequent value. Its true count is between the two. */
export interface HeavyHitter {
  readonly value: string;
  readonly atLeast: number;
  readonly atMost: number;
}

/** Values that are kept at least when there are too many: the error is below a 257th of all. */
const CAPACITY = 256;

/**
 * The most frequent values: Misra and Gries ("Finding repeated elements", 1982), reduced in batches. Up
 * to 512 different values all counts are exact, and `merge` gives the same in any order and grouping.
 * Beyond, counts are too low by at most `error` <= n / 257, also after merging in any tree (Agarwal et
 * al., "Mergeable summaries", 2012); which of the rare values are left then depends on the order.
 */
export class HeavyHitters {
  private error = 0;
  private readonly counts = new Map<string, number>();

  /** Adds a value, so many times. */
  public add(value: string, times = 1): void {
    this.counts.set(value, (this.counts.get(value) ?? 0) + times);
    if (this.counts.size > 2 * CAPACITY) this.reduce();
  }

  /** Adds all that another has seen. */
  public merge(other: HeavyHitters): this {
    for (const [value, count] of other.counts) {
      this.counts.set(value, (this.counts.get(value) ?? 0) + count);
    }
    this.error += other.error;
    if (this.counts.size > 2 * CAPACITY) this.reduce();
    return this;
  }

  /** The most frequent values, at most so many; ties in the order of their text. */
  public top(limit: number): readonly HeavyHitter[] {
    return this.sorted()
      .slice(0, limit)
      .map(([value, count]) => ({ value, atLeast: count, atMost: count + this.error }));
  }

  /** What is stored. */
  public state(): HeavyHittersState {
    return { error: this.error, counts: this.sorted() };
  }

  /** Reads what was stored. */
  public static of({ error, counts }: HeavyHittersState): HeavyHitters {
    const hitters = new HeavyHitters();
    hitters.error = error;
    for (const [value, count] of counts) hitters.counts.set(value, count);
    return hitters;
  }

  private sorted(): [string, number][] {
    return [...this.counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  }

  /** Takes the count of the first value that has no room from all: at least 257 values lose it. */
  private reduce(): void {
    const cut = this.sorted()[CAPACITY]![1];
    this.error += cut;
    for (const [value, count] of this.counts) {
      if (count <= cut) this.counts.delete(value);
      else this.counts.set(value, count - cut);
    }
  }
}

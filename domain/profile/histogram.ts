import * as z from 'zod';
import { DomainError } from '../errors.ts';

/** A histogram as it is stored: bin i holds numbers in (edges[i-1], edges[i]]. */
export const HistogramState = z.object({ edges: z.array(z.number()), counts: z.array(z.int()) });
export type HistogramState = z.output<typeof HistogramState>;

/**
 * Counts of numbers between edges that were pinned before, so that histograms of different days can be
 * compared and merged, with the same result in any order and grouping.
 */
export class Histogram {
  private readonly edges: Float64Array;
  private readonly counts: Float64Array;

  /** @param edges in ascending order */
  constructor(edges: readonly number[]) {
    this.edges = Float64Array.from(edges);
    this.counts = new Float64Array(edges.length + 1);
  }

  /** Adds a finite number. */
  public add(value: number): void {
    const { edges } = this;
    let low = 0;
    let high = edges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (edges[middle]! < value) low = middle + 1;
      else high = middle;
    }
    this.counts[low]! += 1;
  }

  /** Adds all that another has seen. @throws DomainError `ProfileMismatch` */
  public merge(other: Histogram): this {
    if (this.edges.join() !== other.edges.join()) {
      throw new DomainError('ProfileMismatch', 'merge histograms of the same edges only');
    }
    for (let index = 0; index < this.counts.length; index += 1) {
      this.counts[index]! += other.counts[index]!;
    }
    return this;
  }

  /** What is stored. */
  public state(): HistogramState {
    return { edges: [...this.edges], counts: [...this.counts] };
  }

  /** Reads what was stored. */
  public static of({ edges, counts }: HistogramState): Histogram {
    const histogram = new Histogram(edges);
    histogram.counts.set(counts);
    return histogram;
  }
}

import type { Allocator } from './kernel/kernel.ts';

/** Sums of gradients and second derivatives per bin, in pairs. */
export type Histogram = Float64Array;

/** Some of the rows: those at `start` to before `end` of a list of row numbers. */
export interface RowRange {
  readonly rows: Int32Array;
  readonly start: number;
  readonly end: number;
}

/**
 * Lends out histograms of one size, so that a training allocates only as many as are in use at
 * once.
 */
export class HistogramPool {
  private readonly free: Histogram[] = [];

  constructor(private readonly bins: number, private readonly allocator: Allocator) {}

  /** A histogram of zeros. */
  take(): Histogram {
    const used = this.free.pop();
    return used ? used.fill(0) : this.allocator.float64(2 * this.bins);
  }

  /** Takes a histogram back. */
  giveBack(histogram: Histogram): void {
    this.free.push(histogram);
  }
}

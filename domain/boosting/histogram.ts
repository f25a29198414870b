import type { BinNumbers } from './bins.ts';

/** Sums of gradients and second derivatives per bin, in pairs. */
export type Histogram = Float64Array;

/** Some of the rows: those at `start` to before `end` of a list of row numbers. */
export interface RowRange {
  readonly rows: Int32Array;
  readonly start: number;
  readonly end: number;
}

/**
 * Adds the gradients (pairs of first and second derivative) of some rows to the bins their values fall in.
 */
export function addToHistogram(
  out: Histogram, bins: BinNumbers, columns: number, range: RowRange, gradients: Float32Array,
): void {
  const { rows, start, end } = range;
  const paired = columns & ~1;
  for (let i = start; i < end; i++) {
    const row = rows[i]!;
    const gradient = gradients[2 * row]!;
    const hessian = gradients[2 * row + 1]!;
    const from = row * columns;
    let column = 0;
    for (; column < paired; column += 2) {
      const a = bins[from + column]! << 1;
      const b = bins[from + column + 1]! << 1;
      out[a]! += gradient;
      out[a + 1]! += hessian;
      out[b]! += gradient;
      out[b + 1]! += hessian;
    }
    if (column < columns) {
      const a = bins[from + column]! << 1;
      out[a]! += gradient;
      out[a + 1]! += hessian;
    }
  }
}

/** Takes one histogram away from another: what is left of a parent is the other child. */
export function subtractHistogram(from: Histogram, part: Histogram): void {
  for (let i = 0; i < from.length; i++) {
    from[i]! -= part[i]!;
  }
}

/** Lends out histograms of one size, so that a training allocates only as many as are in use at once. */
export class HistogramPool {
  private readonly free: Histogram[] = [];

  constructor(private readonly bins: number) {}

  /** A histogram of zeros. */
  take(): Histogram {
    const used = this.free.pop();
    return used ? used.fill(0) : new Float64Array(2 * this.bins);
  }

  /** Takes a histogram back. */
  giveBack(histogram: Histogram): void {
    this.free.push(histogram);
  }
}

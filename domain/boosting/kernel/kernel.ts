import type { BinNumbers } from '../bins.ts';
import type { Histogram, RowRange } from '../histogram.ts';
import type { BinScanner, ScanRules } from './bin-scanner.ts';

/** Where a column lies and which of its bins go left. */
export interface ColumnSplit {
  readonly bins: BinNumbers;
  /** The place of the column's first row in `bins`. */
  readonly from: number;
  /** The last bin that goes left. */
  readonly limit: number;
  /** The bin of missing values. */
  readonly missing: number;
  readonly missingLeft: boolean;
}

/** The margins of one group, which lie between those of the others, row after row. */
export interface GroupMargins {
  readonly margins: Float32Array;
  readonly groups: number;
  readonly group: number;
}

/** Lends the arrays that a kernel works on. */
export interface Allocator {
  readonly bins: (length: number) => BinNumbers;
  readonly int32: (length: number) => Int32Array;
  readonly float32: (length: number) => Float32Array;
  readonly float64: (length: number) => Float64Array;
}

/** The loops in which training spends its time. All arrays come from the kernel's own allocator. */
export interface Kernel {
  readonly allocator: Allocator;
  /**
   * Adds the gradients (pairs of first and second derivative) of some rows to the bins their values
   * fall in.
   */
  readonly addRows: (
    out: Histogram, bins: BinNumbers, columns: number, range: RowRange, gradients: Float32Array) => void;
  /** Takes one histogram away from another: what is left of a parent is the other child. */
  readonly subtract: (from: Histogram, part: Histogram) => void;
  /**
   * Moves the rows that go left to the front of the range, in order; returns where the others
   * begin.
   */
  readonly divide: (range: RowRange, spare: Int32Array, split: ColumnSplit) => number;
  /** Adds a score to the margins of some rows. */
  readonly addScore: (margins: GroupMargins, range: RowRange, score: number) => void;
  /** Searches for splits faster than the language itself, under the most common rules. */
  readonly scanner?: (rules: ScanRules) => BinScanner;
}

/** How much a training needs at once. */
export interface KernelSize {
  readonly rows: number;
  readonly columns: number;
  /** Bins over all columns. */
  readonly bins: number;
  readonly groups: number;
  /** Histograms in use at the same time. */
  readonly histograms: number;
}

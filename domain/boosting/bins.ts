import type { ColumnCuts } from './cuts.ts';
import type { Allocator } from './kernel/kernel.ts';
import type { LabelledMatrix } from './matrix.ts';

/** Bin numbers; wide only when a table has more bins than sixteen bits can count. */
export type BinNumbers = Uint16Array | Uint32Array;

/**
 * A matrix as bin numbers. Bins count through all columns; the last bin of a column holds its
 * missing values.
 *
 * The numbers are kept twice: row after row to add up histograms, column after column to divide
 * rows.
 */
export interface BinnedMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly cuts: readonly ColumnCuts[];
  /** The first bin of each column; one more at the end. */
  readonly offsets: Int32Array;
  readonly byRow: BinNumbers;
  readonly byColumn: BinNumbers;
  /** Whether no value at all is missing. */
  readonly dense: boolean;
  /** 1 for each column in which a value is missing. */
  readonly missing: Uint8Array;
}

/** How many bins there are over all columns. */
export function countBins(cuts: readonly ColumnCuts[]): number {
  return cuts.reduce((count, { bounds }) => count + bounds.length + 1, 0);
}

/** Puts every value of the matrix into its bin. */
export function binMatrix(
  matrix: LabelledMatrix, cuts: readonly ColumnCuts[], allocator: Allocator,
): BinnedMatrix {
  const { rows, columns } = matrix;
  const offsets = new Int32Array(columns + 1);
  cuts.forEach(({ bounds }, column) => {
    offsets[column + 1] = offsets[column]! + bounds.length + 1;
  });
  const byRow = allocator.bins(rows * columns);
  const byColumn = allocator.bins(rows * columns);
  const missing = new Uint8Array(columns);
  cuts.forEach(({ bounds }, column) => {
    const ofColumn = byColumn.subarray(column * rows, (column + 1) * rows);
    const target = { byRow, ofColumn };
    const missed = binColumn(matrix, { bounds, column, first: offsets[column]! }, target);
    missing[column] = missed > 0 ? 1 : 0;
  });
  return { rows, columns, cuts, offsets, byRow, byColumn, missing, dense: !missing.includes(1) };
}

interface ColumnToBin {
  readonly bounds: Float32Array;
  readonly column: number;
  readonly first: number;
}

/** Writes the bins of a column to both tables; returns how many values are missing. */
function binColumn(
  { values, columns, rows }: LabelledMatrix, { bounds, column, first }: ColumnToBin,
  { byRow, ofColumn }: { readonly byRow: BinNumbers; readonly ofColumn: BinNumbers },
): number {
  const end = bounds.length;
  const binOf = binFinder(bounds);
  let missing = 0;
  for (let row = 0, at = column; row < rows; row++, at += columns) {
    const value = values[at]!;
    let bin = first + end;
    if (value === value) {
      bin = first + binOf(value);
    } else {
      missing++;
    }
    byRow[at] = bin;
    ofColumn[row] = bin;
  }
  return missing;
}

const REMEMBERED = 4096;
const MULTIPLIER = 0x9e37_79b1;

/**
 * Finds the bins of values and remembers some: most columns hold few different values. Where two
 * values share a place in memory, the later one takes it.
 */
function binFinder(bounds: Float32Array): (value: number) => number {
  const last = bounds.length - 1;
  const values = new Float32Array(REMEMBERED).fill(NaN);
  const bins = new Uint32Array(REMEMBERED);
  const single = new Float32Array(1);
  const bits = new Uint32Array(single.buffer);
  return (value) => {
    single[0] = value;
    const place = Math.imul(bits[0]!, MULTIPLIER) >>> 20;
    if (values[place] !== value) {
      values[place] = value;
      bins[place] = Math.min(firstAbove(bounds, value), last);
    }
    return bins[place]!;
  };
}

function firstAbove(bounds: Float32Array, value: number): number {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bounds[middle]! > value) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

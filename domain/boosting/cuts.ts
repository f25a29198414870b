/*
 * Cut points as XGBoost 1.7.4 `hist` finds them (src/common/quantile.cc, Apache-2.0, Copyright
 * XGBoost contributors), written anew.
 */
import type { LabelledMatrix } from './matrix.ts';
import { QuantileSketch, SKETCH_FACTOR } from './quantile-sketch.ts';
import { QuantileSummary } from './quantile-summary.ts';

const f32 = Math.fround;
const MARGIN = f32(1e-5);

/** The upper bounds of the bins of one column, rising, and a value below all of the column. */
export interface ColumnCuts {
  readonly bounds: Float32Array;
  readonly lowest: number;
  /** The one value in each bin. @default - bins hold ranges of values */
  readonly values?: Float32Array;
}

/**
 * Finds the bins of every column: at most `maxBins` of about equal weight, or for `exact` one for
 * each value.
 */
export function findCuts(
  matrix: LabelledMatrix, { maxBins, method }: {
    readonly maxBins: number; readonly method: 'hist' | 'exact',
  },
): readonly ColumnCuts[] {
  return Array.from({ length: matrix.columns }, (_, column) =>
    (method === 'exact' ? cutBetweenValues(matrix, column) : cutColumn(matrix, column, maxBins)));
}

function cutBetweenValues(matrix: LabelledMatrix, column: number): ColumnCuts {
  const values = distinctValues(matrix, column);
  const last = values.length === 0 ? MARGIN : values[values.length - 1]!;
  return {
    bounds: Float32Array.of(...values.subarray(1), endBound(last)), lowest: endBound(-last), values,
  };
}

/** The distinct values of a column, rising. */
export function distinctValues(
  { values, columns, rows }: LabelledMatrix, column: number,
): Float32Array {
  const all = Float32Array.from(
    { length: rows }, (_, row) => values[row * columns + column]!
  ).sort();
  return all.filter((value, i) => value === value && (i === 0 || value !== all[i - 1]));
}

function cutColumn(matrix: LabelledMatrix, column: number, maxBins: number): ColumnCuts {
  const count = countPresent(matrix, column);
  if (count === 0) {
    return { bounds: Float32Array.of(endBound(MARGIN)), lowest: MARGIN };
  }
  const kept = Math.min(count, maxBins * SKETCH_FACTOR);
  const bins = Math.min(kept, maxBins);
  const reduced = new QuantileSummary(kept);
  reduced.pruneFrom(sketchColumn(matrix, column, count, maxBins), kept);
  const final = new QuantileSummary(bins + 1);
  final.pruneFrom(reduced, bins + 1);
  const first = final.value[0]!;
  return { bounds: boundsOf(final, bins), lowest: f32(f32(first - Math.abs(first)) - MARGIN) };
}

function countPresent({ values, columns }: LabelledMatrix, column: number): number {
  let count = 0;
  for (let at = column; at < values.length; at += columns) {
    const value = values[at]!;
    if (value === value) {
      count++;
    }
  }
  return count;
}

function sketchColumn(
  matrix: LabelledMatrix, column: number, count: number, maxBins: number,
): QuantileSummary {
  const { values, columns, weights } = matrix;
  const sketch = new QuantileSketch(count, maxBins);
  for (let at = column, row = 0; at < values.length; at += columns, row++) {
    const value = values[at]!;
    if (value === value) {
      sketch.push(value, weights ? weights[row]! : 1);
    }
  }
  return sketch.summary();
}

function boundsOf(summary: QuantileSummary, bins: number): Float32Array {
  const bounds: number[] = [];
  const used = Math.min(summary.size, bins);
  for (let i = 1; i < used; i++) {
    const value = summary.value[i]!;
    if (i === 1 || value > bounds[bounds.length - 1]!) {
      bounds.push(value);
    }
  }
  bounds.push(endBound(summary.value[summary.size - 1]!));
  return Float32Array.from(bounds);
}

function endBound(largest: number): number {
  return f32(largest + f32(f32(Math.abs(largest)) + MARGIN));
}

import type { LabelledMatrix } from '../../../domain/boosting/index.ts';

const FIRST_ROWS = 4096;

/**
 * Collects rows of whatever width into one matrix; rows that are narrower than the widest end in
 * missing values.
 */
export class RowStore {
  private columns = 0;
  private rows = 0;
  private values: Float32Array = new Float32Array(0);
  private labels: Float32Array = new Float32Array(FIRST_ROWS);
  private weights: Float32Array = new Float32Array(FIRST_ROWS);
  private weighted = false;

  /** Begins a row. */
  addRow(label: number, weight?: number): void {
    if (this.rows === this.labels.length) {
      this.labels = grown(this.labels, this.rows * 2);
      this.weights = grown(this.weights, this.rows * 2);
    }
    this.labels[this.rows] = label;
    this.weights[this.rows] = weight ?? 1;
    this.weighted ||= weight !== undefined;
    this.rows++;
    this.makeRoom(this.columns);
  }

  /** Puts a value into the newest row. */
  set(column: number, value: number): void {
    if (column >= this.columns) {
      this.makeRoom(column + 1);
    }
    this.values[(this.rows - 1) * this.columns + column] = value;
  }

  /** Sees to it that there are so many columns, whether values came or not. */
  atLeast(columns: number): void {
    this.makeRoom(columns);
  }

  /** All rows so far. */
  matrix(): LabelledMatrix {
    const { rows, columns } = this;
    return {
      rows,
      columns,
      values: this.values.slice(0, rows * columns),
      labels: this.labels.slice(0, rows),
      ...(this.weighted && { weights: this.weights.slice(0, rows) }),
    };
  }

  private makeRoom(columns: number): void {
    const needed = this.rows * Math.max(columns, this.columns);
    if (columns > this.columns) {
      this.values = this.widened(columns);
      this.columns = columns;
    } else if (needed > this.values.length) {
      this.values = grown(this.values, Math.max(needed, this.values.length * 2), NaN);
    }
  }

  private widened(columns: number): Float32Array {
    const out = new Float32Array(Math.max(this.rows, FIRST_ROWS) * columns).fill(NaN);
    for (let row = 0; row < this.rows && this.columns > 0; row++) {
      out.set(this.values.subarray(row * this.columns, (row + 1) * this.columns), row * columns);
    }
    return out;
  }
}

function grown(values: Float32Array, length: number, filler = 0): Float32Array {
  const out = new Float32Array(length);
  out.set(values);
  return filler === 0 ? out : out.fill(filler, values.length);
}

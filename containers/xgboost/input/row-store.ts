import type { LabelledMatrix } from '../../../domain/boosting/index.ts';

const FIRST_VALUES = 1 << 16;

/**
 * Collects rows of whatever width into one matrix; rows narrower than the widest end in missing
 * values. A row is begun, its values are set in any order, and the next one finishes it.
 */
export class RowStore {
  private rows = 0;
  private columns = 0;
  private values: Float32Array = new Float32Array(FIRST_VALUES);
  private labels: Float32Array = new Float32Array(FIRST_VALUES);
  private weights: Float32Array = new Float32Array(FIRST_VALUES);
  private weighted = false;
  private row: Float32Array = new Float32Array(FIRST_VALUES).fill(NaN);
  private width = 0;

  /** Begins a row. */
  addRow(label: number, weight?: number): void {
    this.finishRow();
    if (this.rows === this.labels.length) {
      this.labels = grown(this.labels, this.rows * 2);
      this.weights = grown(this.weights, this.rows * 2);
    }
    this.labels[this.rows] = label;
    this.weights[this.rows] = weight ?? 1;
    this.weighted ||= weight !== undefined;
    this.rows++;
  }

  /** Puts a value into the newest row. */
  set(column: number, value: number): void {
    if (column >= this.row.length) {
      const { length } = this.row;
      this.row = grown(this.row, Math.max(column + 1, length * 2)).fill(NaN, length);
    }
    this.row[column] = value;
    this.width = Math.max(this.width, column + 1);
  }

  /** All rows so far. */
  matrix(): LabelledMatrix {
    this.finishRow();
    const { rows, columns } = this;
    return {
      rows,
      columns,
      values: this.values.slice(0, rows * columns),
      labels: this.labels.slice(0, rows),
      ...(this.weighted && { weights: this.weights.slice(0, rows) }),
    };
  }

  private finishRow(): void {
    if (this.rows === 0) {
      return;
    }
    if (this.width > this.columns) {
      this.widen(this.width);
    }
    const start = (this.rows - 1) * this.columns;
    if (start + this.columns > this.values.length) {
      this.values = grown(this.values, Math.max(start + this.columns, this.values.length * 2));
    }
    this.values.set(this.row.subarray(0, this.columns), start);
    this.row.fill(NaN, 0, this.width);
    this.width = 0;
  }

  private widen(columns: number): void {
    const finished = this.rows - 1;
    const out = new Float32Array(Math.max(FIRST_VALUES, this.rows * columns)).fill(NaN);
    for (let row = 0; row < finished && this.columns > 0; row++) {
      out.set(this.values.subarray(row * this.columns, (row + 1) * this.columns), row * columns);
    }
    this.values = out;
    this.columns = columns;
  }
}

function grown(values: Float32Array, length: number): Float32Array {
  const out = new Float32Array(length);
  out.set(values);
  return out;
}

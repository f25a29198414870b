/** Rows to predict: float32 values, row after row, `NaN` where a value is missing. */
export interface FeatureMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/** Rows to learn from: features, and the label and weight of each row. */
export interface LabelledMatrix extends FeatureMatrix {
  readonly labels: Float32Array;
  /** @default - every row weighs 1 */
  readonly weights?: Float32Array;
}

/** The given rows of a matrix, in the given order. */
export function takeRows(matrix: LabelledMatrix, rows: ArrayLike<number>): LabelledMatrix {
  const { columns } = matrix;
  const values = new Float32Array(rows.length * columns);
  for (let i = 0; i < rows.length; i++) {
    const from = rows[i]! * columns;
    values.set(matrix.values.subarray(from, from + columns), i * columns);
  }
  const pick = (all: Float32Array) => Float32Array.from(rows, (row) => all[row]!);
  const { weights } = matrix;
  return {
    rows: rows.length, columns, values, labels: pick(matrix.labels),
    ...(weights && { weights: pick(weights) }),
  };
}

/** Widens a matrix with missing values, for data whose last columns happen to be absent. */
export function widen<M extends FeatureMatrix>(matrix: M, columns: number): M {
  if (matrix.columns >= columns) {
    return matrix;
  }
  const values = new Float32Array(matrix.rows * columns).fill(NaN);
  for (let row = 0; row < matrix.rows; row++) {
    values.set(
      matrix.values.subarray(row * matrix.columns, (row + 1) * matrix.columns), row * columns
    );
  }
  return { ...matrix, columns, values };
}

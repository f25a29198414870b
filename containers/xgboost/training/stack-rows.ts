import { widen, type LabelledMatrix } from '../../../domain/boosting/index.ts';

/** The rows of both matrices, one after the other. */
export function stackRows(first: LabelledMatrix, second: LabelledMatrix): LabelledMatrix {
  const columns = Math.max(first.columns, second.columns);
  const rows = first.rows + second.rows;
  const values = new Float32Array(rows * columns);
  values.set(widen(first, columns).values);
  values.set(widen(second, columns).values, first.rows * columns);
  return {
    rows, columns, values, labels: joined(first.labels, second.labels),
    ...(
      (first.weights || second.weights) && { weights: joined(weightsOf(first), weightsOf(second)) }
    ),
  };
}

function weightsOf({ rows, weights }: LabelledMatrix): Float32Array {
  return weights ?? new Float32Array(rows).fill(1);
}

function joined(a: Float32Array, b: Float32Array): Float32Array {
  const out = new Float32Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}

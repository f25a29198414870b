const f32 = Math.fround;

/**
 * The median as XGBoost 1.7.4 takes it: between neighbours without weights, a value of the sample
 * with them.
 */
export function median(values: Float32Array, weights?: Float32Array): number {
  if (values.length === 0) {
    return NaN;
  }
  return weights ? weightedMedian(values, weights) : plainMedian(values);
}

function plainMedian(values: Float32Array): number {
  const sorted = values.slice().sort();
  const position = 0.5 * (sorted.length + 1);
  const below = Math.floor(position) - 1;
  if (below < 0 || below + 1 >= sorted.length) {
    return sorted[Math.max(0, below)]!;
  }
  const low = sorted[below]!;
  return f32(low + (position - 1 - below) * f32(sorted[below + 1]! - low));
}

function weightedMedian(values: Float32Array, weights: Float32Array): number {
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const through = new Float32Array(order.length);
  let sum = 0;
  order.forEach((at, i) => {
    sum = f32(sum + weights[at]!);
    through[i] = sum;
  });
  const half = f32(sum * 0.5);
  const found = through.findIndex((weight) => weight >= half);
  return values[order[found < 0 ? order.length - 1 : found]!]!;
}

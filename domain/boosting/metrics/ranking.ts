import type { Scored } from './metric.ts';

/** Weights of negative and positive rows above a threshold. */
export interface Counts {
  readonly negative: number;
  readonly positive: number;
}

/**
 * Walks the rows from the highest prediction down, one step per distinct prediction; returns the
 * totals.
 */
export function walkThresholds({ predictions, data: { labels, weights } }: Scored,
  step: (before: Counts, after: Counts) => void): Counts {
  const order = Uint32Array.from(labels, (_, row) => row).sort(
    (a, b) => predictions[b]! - predictions[a]!
  );
  let before: Counts = { negative: 0, positive: 0 };
  let { negative, positive } = before;
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    const weight = weights ? weights[row]! : 1;
    const label = labels[row]!;
    positive += label * weight;
    negative += (1 - label) * weight;
    if (i + 1 === order.length || predictions[order[i + 1]!] !== predictions[row]) {
      const after = { negative, positive };
      step(before, after);
      before = after;
    }
  }
  return before;
}

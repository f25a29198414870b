import type { Random } from '../../../domain/boosting/index.ts';

/** How to divide rows. */
export interface FoldOptions {
  readonly rows: number;
  readonly folds: number;
  readonly random: Random;
}

/**
 * Shuffles the rows into folds of about equal size; with labels, each fold gets its share of every
 * label.
 */
export function stratifiedFolds(
  labels: Float32Array | undefined, { rows, folds, random }: FoldOptions,
): readonly Int32Array[] {
  const order = shuffled(rows, random);
  if (labels) {
    order.sort((a, b) => labels[a]! - labels[b]!);
  }
  const held: number[][] = Array.from({ length: folds }, () => []);
  order.forEach((row, i) => held[i % folds]!.push(row));
  return held.map((fold) => Int32Array.from(fold).sort());
}

function shuffled(count: number, random: Random): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random.next() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

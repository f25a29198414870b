import * as z from 'zod';

/** Steps from scores to probabilities: a score at or above `from` has the probability of its step. */
export const Calibration = z.object({
  from: z.array(z.number()),
  probability: z.array(z.number()),
});
export type Calibration = z.output<typeof Calibration>;

interface Block {
  readonly from: number;
  readonly positives: number;
  readonly rows: number;
}

/**
 * Learns which probability a score stands for, from rows whose truth is known: isotonic regression by
 * pooling adjacent violators (Zadrozny and Elkan, "Transforming classifier scores into accurate multiclass
 * probability estimates", 2002). Each step is pulled towards the middle by one row in two, so that no score
 * is certain. @param truths 1 for the positive class, 0 for the other
 */
export function calibrate(scores: readonly number[], truths: readonly number[]): Calibration {
  const order = scores.map((_, index) => index).sort((a, b) => scores[a]! - scores[b]!);
  const blocks: Block[] = [];
  for (const index of order) {
    let block: Block = { from: scores[index]!, positives: truths[index]!, rows: 1 };
    for (
      let before = blocks.at(-1);
      before !== undefined && mustPool(before, block);
      before = blocks.at(-1)
    ) {
      blocks.pop();
      block = {
        from: before.from,
        positives: before.positives + block.positives,
        rows: before.rows + block.rows,
      };
    }
    blocks.push(block);
  }
  return {
    from: blocks.map(({ from }) => from),
    probability: blocks.map(({ positives, rows }) => (positives + 0.5) / (rows + 1)),
  };
}

/** The probability that a score stands for. */
export function probabilityOf({ from, probability }: Calibration, score: number): number {
  let [low, high] = [0, from.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (from[middle]! <= score) low = middle + 1;
    else high = middle;
  }
  return probability[Math.max(low - 1, 0)] ?? score;
}

/** Equal scores are one step, and no step is below the one before it. */
function mustPool(before: Block, block: Block): boolean {
  return (
    before.from === block.from || before.positives * block.rows >= block.positives * before.rows
  );
}

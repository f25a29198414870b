import * as z from 'zod';
import { ModelName, RunId } from '../names.ts';

/** What is known of the holdout rows of a run, in their order; `truth.json`. */
export const Truth = z.object({
  model: ModelName,
  runId: RunId,
  labels: z.array(z.number()),
  /** By column of a fairness gate: the value of each row. */
  groups: z.record(z.string(), z.array(z.string())),
  /** What a model that knows nothing answers: the mean of the training side, or the share of each class. */
  naive: z.array(z.number()),
  rows: z.object({ train: z.int(), validation: z.int(), holdout: z.int() }),
});
export type Truth = z.output<typeof Truth>;

/** The answer of a model that knows nothing but the labels it was trained on. */
export function naivePrediction(task: 'regression' | 'binary' | 'multiclass', labels: readonly number[], classes: number): number[] {
  if (task === 'multiclass') {
    const counts = new Array<number>(classes).fill(0);
    for (const label of labels) counts[label]! += 1;
    return counts.map((count) => count / labels.length);
  }
  return [labels.reduce((sum, label) => sum + label, 0) / labels.length];
}

import * as z from 'zod';
import { ModelName, RunId } from '../names.ts';

const Scores = z.record(z.string(), z.number().nullable());

/**
 * How challenger and champion do on the holdout of a run; `evaluation.json`. Null is a score that is not
 * defined.
 */
export const Evaluation = z.object({
  model: ModelName,
  runId: RunId,
  rows: z.int(),
  challenger: Scores,
  champion: Scores.nullable(),
  /** What always answering the mean, or the shares of classes, of the training side would score. */
  naive: Scores,
  /** By metric of an improvement gate. */
  improvements: z.record(z.string(), z.object({ share: z.number(), lower: z.number(), upper: z.number() })),
  /** By column of a fairness gate: metric, rows and value of each group of rows. */
  groups: z.record(z.string(), z.array(z.object({
    group: z.string(), rows: z.int(), scores: Scores,
  }))),
});
export type Evaluation = z.output<typeof Evaluation>;

/** Which gates a challenger passed; `judgement.json`. */
export const Judgement = z.object({
  passed: z.boolean(),
  reason: z.string(),
  gates: z.array(z.object({ gate: z.string(), passed: z.boolean(), reason: z.string() })),
});
export type Judgement = z.output<typeof Judgement>;

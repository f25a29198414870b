import * as z from 'zod';
import { PredictedByGroup } from '../bias/group-counts.ts';
import { RowSample } from './row-sample.ts';

/**
 * Counts of the captures of one hour, or of one day once it is older than any window; in the bins of a
 * baseline.
 */
export const CaptureSpan = z.object({
  /** `yyyy-mm-ddThh` or `yyyy-mm-dd`, UTC. */
  at: z.string(),
  rows: z.int(),
  /** Names of the objects that were counted, without their folders; empty for days. */
  objects: z.array(z.string()),
  /** Per feature of the baseline. */
  counts: z.array(z.array(z.number())),
  /** Predictions of the version alone. */
  predictions: z.array(z.number()),
  /** Rows per cell of the season that the baseline is kept by. @default - it is kept by none */
  cells: z.array(z.number()).optional(),
  /** Predictions of the version alone, by the groups that are watched for bias. */
  groups: PredictedByGroup.default({}),
  /**
   * Some of its rows: the values that the baseline's sample has, then the loss that is to be expected.
   **/
  sample: RowSample.optional(),
});
export type CaptureSpan = z.output<typeof CaptureSpan>;

import * as z from 'zod';
import { FunctionUrlRequest, FunctionUrlResponse } from '../../domain/events/aws-events.ts';
import { defineContract } from '../../domain/handler-contract.ts';
import { ModelName } from '../../domain/names.ts';

/** Body of a request: `{ "rows": [{ "column": value, ... }, ...] }` or one row alone. */
export const PredictionRequest = z.union([
  z.object({ rows: z.array(z.record(z.string(), z.unknown())).min(1).max(5000) }),
  z.record(z.string(), z.unknown()).refine((row) => !('rows' in row), '1 to 5000 rows, each an object'),
]);

/** Why a row was refused. */
export const RefusedAnswer = z.object({
  row: z.int(), column: z.string(), rule: z.string(), message: z.string(),
});
export type RefusedAnswer = z.output<typeof RefusedAnswer>;

/** Body of an answer. */
export const PredictionAnswer = z.object({
  model: z.string(),
  version: z.int(),
  /** The id of row i is `<inference_id>:<i>`; ground truth is joined by it. */
  inference_id: z.string(),
  /**
   * One per row, null where the row was refused. A class with its probabilities for multiclass
   * models.
   */
  predictions: z.array(z.union([
    z.number(), z.object({ label: z.string(), probabilities: z.record(z.string(), z.number()) }), z.null(),
  ])),
  /** Why rows were refused. Absent when none was. */
  refused: z.array(RefusedAnswer).optional(),
});
export type PredictionAnswer = z.output<typeof PredictionAnswer>;

/**
 * The gateway of one model: named columns in, predictions out, and a capture of both onto the
 * queue. Function URL.
 */
export const servePrediction = defineContract({
  input: FunctionUrlRequest,
  output: FunctionUrlResponse,
  env: z.object({
    MODEL_NAME: ModelName,
    REGISTRY_TABLE: z.string().min(1),
    ARTIFACT_BUCKET: z.string().min(1),
    LAKE_BUCKET: z.string().min(1),
    CAPTURE_QUEUE_URL: z.string().min(1),
  }),
});

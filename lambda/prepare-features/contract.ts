import * as z from 'zod';
import { defineContract } from '../../domain/handler-contract.ts';
import { ModelName, RunId } from '../../domain/names.ts';

/**
 * Reads the pinned rows, splits them, fits the encoder on the training side, writes the files of
 * the jobs.
 */
export const prepareFeatures = defineContract({
  input: z.object({ model: ModelName, runId: RunId }),
  output: z.object({
    model: ModelName,
    runId: RunId,
    /** False: a side is too small; end the run as `refused` with `note`. */
    ready: z.boolean(),
    note: z.string(),
    rows: z.object({ train: z.int(), validation: z.int(), holdout: z.int() }),
  }),
  env: z.object({
    REGISTRY_TABLE: z.string().min(1),
    LAKE_BUCKET: z.string().min(1),
    ARTIFACT_BUCKET: z.string().min(1),
  }),
});

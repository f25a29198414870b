import * as z from 'zod';
import { defineContract } from '../../domain/handler-contract.ts';
import { ModelName, RunId } from '../../domain/names.ts';

/**
 * Measures challenger and champion on the same holdout rows; writes `evaluation.json` of the run.
 */
export const evaluateChallenger = defineContract({
  input: z.object({ model: ModelName, runId: RunId }),
  output: z.object({
    model: ModelName,
    runId: RunId,
    rows: z.int(),
    challenger: z.record(z.string(), z.number()),
    /** Null when there is no champion. */
    champion: z.record(z.string(), z.number()).nullable(),
  }),
  env: z.object({ REGISTRY_TABLE: z.string().min(1), ARTIFACT_BUCKET: z.string().min(1) }),
});

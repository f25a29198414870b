import * as z from 'zod';
import { defineContract } from '../../domain/handler-contract.ts';
import { ModelName, RunId, SlotName, VersionNumber } from '../../domain/names.ts';

/**
 * Looks at an endpoint that is being created; once it serves, asks it for real holdout rows and
 * compares the answers.
 */
export const observeDeployment = defineContract({
  input: z.object({
    model: ModelName, runId: RunId, version: VersionNumber, slot: SlotName,
    endpointName: z.string(), endpointConfigName: z.string(),
  }),
  output: z.object({
    model: ModelName, runId: RunId, version: VersionNumber, slot: SlotName,
    endpointName: z.string(), endpointConfigName: z.string(),
    /** `creating`: wait and ask again. */
    status: z.enum(['creating', 'ready', 'failed']),
    reason: z.string(),
  }),
  env: z.object({ REGISTRY_TABLE: z.string().min(1), ARTIFACT_BUCKET: z.string().min(1) }),
});

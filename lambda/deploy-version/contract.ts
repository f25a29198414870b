import * as z from 'zod';
import { defineContract } from '../../domain/handler-contract.ts';
import { ModelName, RunId, SlotName, VersionNumber } from '../../domain/names.ts';

/**
 * Puts an approved version into the free slot: the endpoint is named by the slot, its config by the
 * run.
 */
export const deployVersion = defineContract({
  input: z.object({ model: ModelName, runId: RunId, version: VersionNumber }),
  output: z.object({
    model: ModelName, runId: RunId, version: VersionNumber, slot: SlotName,
    endpointName: z.string(), endpointConfigName: z.string(),
  }),
  env: z.object({ REGISTRY_TABLE: z.string().min(1) }),
});

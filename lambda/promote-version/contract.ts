import * as z from 'zod';
import { defineContract } from '../../domain/handler-contract.ts';
import { ModelName, RunId, SlotName, VersionNumber } from '../../domain/names.ts';

/**
 * Alias, versions, slots and history in one transaction: from then on the gateway asks the new
 * endpoint.
 */
export const promoteVersion = defineContract({
  input: z.object({
    model: ModelName, runId: RunId, version: VersionNumber, slot: SlotName,
    endpointName: z.string(),
    /** For the history. @default - the judgement of the run */
    reason: z.string().optional(),
  }),
  output: z.object({
    model: ModelName, runId: RunId, version: VersionNumber,
    /**
     * What served before: `collect-slot` takes it after the time for a rollback. Null for the first
     * version.
     */
    previous: z.object({ slot: SlotName, version: VersionNumber }).nullable(),
  }),
  env: z.object({ REGISTRY_TABLE: z.string().min(1), EVENT_BUS: z.string().min(1) }),
});

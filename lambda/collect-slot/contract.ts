import * as z from 'zod';
import { defineContract } from '../../domain/handler-contract.ts';
import { ModelName, SlotName, VersionNumber } from '../../domain/names.ts';

/**
 * Deletes endpoint, config and model of a slot, only if it still holds that version and does not
 * serve, be it retired or never come up; if it serves again, those of the other slot.
 */
export const collectSlot = defineContract({
  input: z.object({ model: ModelName, slot: SlotName, version: VersionNumber }),
  output: z.object({ collected: z.boolean(), reason: z.string() }),
  env: z.object({ REGISTRY_TABLE: z.string().min(1) }),
});

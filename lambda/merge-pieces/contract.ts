import * as z from 'zod';
import { UploadName } from '../../domain/contract/pieces/upload-plan.ts';
import { defineContract } from '../../domain/handler-contract.ts';

/**
 * Merges the verdicts on the pieces of a large upload to that on the whole, and does what is done with
 * every upload: rows into the lake, a receipt to the uploader, an event to the bus.
 */
export const mergePieces = defineContract({
  input: UploadName,
  output: z.object({
    status: z.enum(['accepted', 'refused']),
    reason: z.string(),
    acceptedRows: z.int(),
    refusedRows: z.int(),
  }),
  env: z.object({
    REGISTRY_TABLE: z.string().min(1),
    LANDING_BUCKET: z.string().min(1),
    LAKE_BUCKET: z.string().min(1),
    EVENT_BUS: z.string().min(1),
  }),
});

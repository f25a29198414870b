import * as z from 'zod';
import { UploadName } from '../../domain/contract/pieces/upload-plan.ts';
import { defineContract } from '../../domain/handler-contract.ts';

/**
 * Finds what pieces of a large upload have in common, in one share of all hashes: values of unique columns
 * that came in an earlier piece, or rows.
 */
export const comparePieces = defineContract({
  input: z.object({
    ...UploadName.shape,
    what: z.enum(['values', 'rows']),
    share: z.int().min(0),
    of: z.int().min(1),
  }),
  output: z.object({
    /** Whether there are any. */
    met: z.boolean(),
  }),
  env: z.object({ LAKE_BUCKET: z.string().min(1) }),
});

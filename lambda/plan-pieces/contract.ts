import * as z from 'zod';
import { LargeUpload, UploadName } from '../../domain/contract/pieces/upload-plan.ts';
import { defineContract } from '../../domain/handler-contract.ts';

/**
 * Plans how a large upload is judged in pieces, one step after the other: `open` reads its beginning and
 * pins the contract, `locate` finds its pieces once they were surveyed, `count` finds which of them count
 * once they were judged.
 */
export const planPieces = defineContract({
  input: z.discriminatedUnion('step', [
    z.object({ step: z.literal('open'), upload: LargeUpload }),
    z.object({ step: z.literal('locate'), ...UploadName.shape }),
    z.object({ step: z.literal('count'), ...UploadName.shape }),
  ]),
  output: z.object({
    /** Pieces that the next step is about. */
    pieces: z.int(),
    /** Shares in which values of unique columns are compared; 0 where there is nothing to compare. */
    valueShares: z.int(),
    /** Shares in which rows are compared. */
    rowShares: z.int(),
    /** Has a piece to be judged again whatever the comparison finds? */
    again: z.boolean(),
  }),
  env: z.object({
    REGISTRY_TABLE: z.string().min(1),
    LANDING_BUCKET: z.string().min(1),
    LAKE_BUCKET: z.string().min(1),
  }),
});

import * as z from 'zod';
import { UploadName } from '../../domain/contract/pieces/upload-plan.ts';
import { defineContract } from '../../domain/handler-contract.ts';

/**
 * Judges the rows of one piece of a large upload. Done `again` once pieces were compared, by what came
 * before the piece; where that changes nothing, at once.
 */
export const judgePieces = defineContract({
  input: z.object({ ...UploadName.shape, piece: z.int().min(0), again: z.boolean() }),
  output: z.object({ piece: z.int() }),
  env: z.object({ LANDING_BUCKET: z.string().min(1), LAKE_BUCKET: z.string().min(1) }),
});

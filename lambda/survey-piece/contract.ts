import * as z from 'zod';
import { UploadName } from '../../domain/contract/pieces/upload-plan.ts';
import { defineContract } from '../../domain/handler-contract.ts';

/** Hashes one range of bytes of a large upload, and finds where rows may begin in it. */
export const surveyPiece = defineContract({
  input: z.object({ ...UploadName.shape, piece: z.int().min(0) }),
  output: z.object({ piece: z.int() }),
  env: z.object({ LANDING_BUCKET: z.string().min(1), LAKE_BUCKET: z.string().min(1) }),
});

import * as z from 'zod';
import { delivered } from '../../domain/events/platform-events.ts';
import { defineContract } from '../../domain/handler-contract.ts';
import { UploadId } from '../../domain/names.ts';

/**
 * Joins admitted labels with captured predictions by inference id, and puts the joined rows through
 * the door as an upload. Called by the rule on `Labels Admitted` of the platform's bus.
 */
export const joinGroundTruth = defineContract({
  input: delivered('Labels Admitted'),
  output: z.object({
    uploadId: UploadId,
    joinedRows: z.int(),
    /** Labels whose inference id was never captured. */
    unknown: z.int(),
    /** Labels for rows that had theirs before; the first one counts. */
    twice: z.int(),
    /** Joined, but later than the definition's `labelsWithinHours`. */
    late: z.int(),
  }),
  env: z.object({
    REGISTRY_TABLE: z.string().min(1),
    LANDING_BUCKET: z.string().min(1),
    LAKE_BUCKET: z.string().min(1),
  }),
});

import * as z from 'zod';
import { ObjectCreated } from '../../domain/events/aws-events.ts';
import { defineContract } from '../../domain/handler-contract.ts';
import { UploadId } from '../../domain/names.ts';

/**
 * Judges one uploaded file: rows into the lake, bad rows into quarantine, a receipt to the
 * uploader, an event to the bus. Called by the rule on S3 `Object Created` of the landing bucket
 * below `uploads/`.
 */
export const admitUpload = defineContract({
  input: ObjectCreated,
  output: z.object({
    /**
     * `repeated`: this very object was admitted before; `ignored`: the key is no upload or the
     * object is gone; `divided`: it is large, and judged in pieces by an execution of its own.
     */
    status: z.enum(['accepted', 'refused', 'repeated', 'ignored', 'divided']),
    uploadId: UploadId,
    reason: z.string(),
    acceptedRows: z.int(),
    refusedRows: z.int(),
  }),
  env: z.object({
    REGISTRY_TABLE: z.string().min(1),
    LANDING_BUCKET: z.string().min(1),
    LAKE_BUCKET: z.string().min(1),
    EVENT_BUS: z.string().min(1),
    /** Judges large uploads in pieces. */
    LARGE_UPLOADS_ARN: z.string().min(1),
    /** Bytes from which on an upload is large. */
    LARGE_UPLOAD_BYTES: z.coerce.number().int().min(1),
    /** Bytes of a piece. */
    PIECE_BYTES: z.coerce.number().int().min(1),
  }),
});

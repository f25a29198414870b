import * as z from 'zod';
import { Instant, ModelName, VersionNumber } from '../names.ts';

/** One answered request as it is kept: what was asked, what was answered, by which version. */
export const Capture = z.object({
  model: ModelName,
  /** The id of row i is `<inferenceId>:<i>`, i counted over the rows of the request. */
  inferenceId: z.string().regex(/^\d{10}-[0-9a-z-]{1,50}$/),
  at: Instant,
  version: VersionNumber,
  columns: z.array(z.string()),
  rows: z.array(z.object({
    index: z.int().min(0),
    /** Canonical values in the order of `columns`. */
    values: z.array(z.string()),
    prediction: z.array(z.number()),
  })),
});
export type Capture = z.output<typeof Capture>;

/** What stands in the queue for a capture that is too large for it. */
export const CapturePointer = z.object({
  model: ModelName, inferenceId: Capture.shape.inferenceId, oversizeKey: z.string(),
});
export type CapturePointer = z.output<typeof CapturePointer>;

/** An inference id that tells the hour it was given in, so that its capture is found without an index. */
export function inferenceIdOf(at: Date, requestId: string): string {
  const hour = at.toISOString().slice(0, 13).replaceAll(/[-T]/g, '');
  return `${hour}-${requestId.toLowerCase().replaceAll(/[^0-9a-z-]/g, '').slice(0, 50)}`;
}

/** The folder of an hour in capture keys, `yyyy/mm/dd/hh`; null for ids that are not ours. */
export function hourFolderOf(inferenceId: string): string | null {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)-/.exec(inferenceId);
  return match === null ? null : match.slice(1, 5).join('/');
}

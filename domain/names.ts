import * as z from 'zod';

/**
 * Name of a model. At most 30 characters, so that every SageMaker name derived from it (`<model>-<run
 * id>-challenger-0-0`) stays within 63; lower case because SageMaker lower-cases ARNs.
 */
export const ModelName = z.string().max(30)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'lower-case letters, digits and single hyphens, a letter first');
export type ModelName = z.output<typeof ModelName>;

/**
 * Id of a run, also the name of its execution: the day it was decided and 8 hexadecimal digits of its
 * decision.
 */
export const RunId = z.string().regex(/^\d{8}-[0-9a-f]{8}$/, 'yyyymmdd-8 hexadecimal digits');
export type RunId = z.output<typeof RunId>;

/** Number of a version of a model; the first is 1. */
export const VersionNumber = z.int().min(1).max(999_999);
export type VersionNumber = z.output<typeof VersionNumber>;

/** Endpoint slot of a model: one serves, the other is free for the next version. */
export const SlotName = z.enum(['a', 'b']);
export type SlotName = z.output<typeof SlotName>;

/** A point in time: ISO 8601, UTC, for example `2018-10-01T08:30:00.000Z`. */
export const Instant = z.iso.datetime();
export type Instant = z.output<typeof Instant>;

/** Id of an upload: 24 hexadecimal digits of the SHA-256 of bucket, key and version id. */
export const UploadId = z.string().regex(/^[0-9a-f]{24}$/);
export type UploadId = z.output<typeof UploadId>;

/** Which of two doors an upload came through. */
export const UploadKind = z.enum(['data', 'labels']);
export type UploadKind = z.output<typeof UploadKind>;

/** Why a model is trained anew. */
export const RetrainingReason = z.enum(['first', 'data', 'drift', 'quality', 'schedule', 'manual']);
export type RetrainingReason = z.output<typeof RetrainingReason>;

/** How a run ended. Only `promoted` changes what is served. */
export const RunOutcome = z.enum([
  'promoted', 'refused', 'rejected', 'expired', 'not-deployed', 'failed', 'stopped', 'timed-out',
]);
export type RunOutcome = z.output<typeof RunOutcome>;

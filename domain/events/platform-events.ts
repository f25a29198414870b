/** The events of our own bus. Source `perennial`; the detail types are the keys of `platformEvents`. */
import * as z from 'zod';
import {
  Instant, ModelName, RetrainingReason, RunId, RunOutcome, UploadId, UploadKind, VersionNumber,
} from '../names.ts';

/** Source of every event that we put. */
export const EVENT_SOURCE = 'perennial';

/** Rows passed the door and lie in the lake. */
export const DataAdmitted = z.object({
  model: ModelName,
  uploadId: UploadId,
  acceptedRows: z.int(),
  refusedRows: z.int(),
  totalRows: z.int(),
});
export type DataAdmitted = z.output<typeof DataAdmitted>;

/** Ground truth passed the door and waits for its join. */
export const LabelsAdmitted = z.object({
  model: ModelName,
  uploadId: UploadId,
  key: z.string(),
  acceptedRows: z.int(),
});
export type LabelsAdmitted = z.output<typeof LabelsAdmitted>;

/** A file was refused; the receipt says why. */
export const UploadRefused = z.object({
  model: z.string(),
  uploadId: UploadId,
  kind: UploadKind.optional(),
  key: z.string(),
  code: z.string(),
  reason: z.string(),
});
export type UploadRefused = z.output<typeof UploadRefused>;

/**
 * A check found a model bad. Sent at every check that does, so that a model still bad after its cooldown is
 * seen again.
 */
export const ModelUnhealthy = z.object({
  model: ModelName,
  version: VersionNumber,
  /** `quality` before `drift` when both hold. */
  kind: z.enum(['drift', 'quality']),
  /** First day of the change as estimated, if it could be. */
  changedAt: Instant.nullable(),
  features: z.array(z.string()),
  reason: z.string(),
  reportKey: z.string(),
});
export type ModelUnhealthy = z.output<typeof ModelUnhealthy>;

/** Someone, or a schedule, wants a model trained anew. */
export const RetrainingRequested = z.object({
  model: ModelName,
  by: z.string(),
  reason: z.string(),
  kind: z.enum(['manual', 'schedule']),
});
export type RetrainingRequested = z.output<typeof RetrainingRequested>;

/** The arbiter decided. */
export const RetrainingDecided = z.object({
  model: ModelName,
  decisionId: z.string(),
  decision: z.enum(['fired', 'queued', 'suppressed']),
  because: RetrainingReason,
  reason: z.string(),
  runId: RunId.nullable(),
});
export type RetrainingDecided = z.output<typeof RetrainingDecided>;

/** A run ended, well or badly. */
export const RunEnded = z.object({
  model: ModelName,
  runId: RunId,
  outcome: RunOutcome,
  reason: z.string(),
  version: VersionNumber.nullable(),
});
export type RunEnded = z.output<typeof RunEnded>;

/** Another version serves from now on. */
export const VersionPromoted = z.object({
  model: ModelName,
  version: VersionNumber,
  previous: VersionNumber.nullable(),
  runId: RunId.nullable(),
  by: z.string(),
  reason: z.string(),
});
export type VersionPromoted = z.output<typeof VersionPromoted>;

/** Every event of ours by its detail type. */
export const platformEvents = {
  'Data Admitted': DataAdmitted,
  'Labels Admitted': LabelsAdmitted,
  'Upload Refused': UploadRefused,
  'Model Unhealthy': ModelUnhealthy,
  'Retraining Requested': RetrainingRequested,
  'Retraining Decided': RetrainingDecided,
  'Run Ended': RunEnded,
  'Version Promoted': VersionPromoted,
} as const;
export type PlatformEventType = keyof typeof platformEvents;

/** An event of ours as a rule delivers it. */
export function delivered<T extends PlatformEventType>(type: T) {
  return z.object({
    id: z.string(),
    time: z.string(),
    'detail-type': z.literal(type),
    detail: platformEvents[type],
  });
}

/** An event of ours, about to be put on the bus. */
export type PlatformEvent = {
  [T in PlatformEventType]: { readonly type: T; readonly detail: z.output<(typeof platformEvents)[T]> };
}[PlatformEventType];

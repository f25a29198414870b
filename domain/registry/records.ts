/** Records that are only written and read; those with transitions have files of their own. */
import * as z from 'zod';
import { ModelDefinition } from '../definition/model-definition.ts';
import { DomainError } from '../errors.ts';
import { Instant, ModelName, RunId, SlotName, UploadId, UploadKind, VersionNumber } from '../names.ts';
import type { StoredRecord } from '../ports.ts';

/** The definition of a model and the resources that were made of it. */
export const DefinitionRecord = z.object({
  definition: ModelDefinition,
  hash: z.string(),
  stateMachineArn: z.string(),
  imageUri: z.string(),
  gatewayUrl: z.string().nullable(),
  updatedAt: Instant,
});
export type DefinitionRecord = z.output<typeof DefinitionRecord>;

/** A definition that counts, or counted once. */
export const DefinedRecord = z.object({ definition: ModelDefinition, hash: z.string(), at: Instant });
export type DefinedRecord = z.output<typeof DefinedRecord>;

/** Sums over a model's whole life. */
export const Counters = z.object({
  acceptedRows: z.int().default(0),
  uploads: z.int().default(0),
  versions: z.int().default(0),
});
export type Counters = z.output<typeof Counters>;

/** One upload that came through the door or was turned away. */
export const UploadRecord = z.object({
  uploadId: UploadId,
  model: ModelName,
  kind: UploadKind,
  key: z.string(),
  status: z.enum(['accepted', 'refused']),
  code: z.string(),
  reason: z.string(),
  acceptedRows: z.int(),
  refusedRows: z.int(),
  /** Where the accepted rows lie, or what keys of their pieces begin with; null when it was refused. */
  acceptedKey: z.string().nullable(),
  at: Instant,
});
export type UploadRecord = z.output<typeof UploadRecord>;

/** Accepted rows in the lake, as datasets are made of. */
export const AcceptedRecord = z.object({
  uploadId: UploadId,
  key: z.string(),
  rows: z.int(),
  /** Hash of the upload's content: SHA-256, of large ones that of the hashes of their pieces. */
  sha256: z.string(),
  /** First and last time of its rows, seconds since 1970. Null without a time column. */
  span: z.object({ from: z.number(), to: z.number() }).nullable(),
  source: z.enum(['upload', 'joined']),
  at: Instant,
  /**
   * Pieces whose rows lie in an object each; `key` is what their keys begin with. @default - all rows lie
   * in the object `key`
   */
  pieces: z
    .array(
      z.object({
        piece: z.int(),
        rows: z.int(),
        span: z.object({ from: z.number(), to: z.number() }).nullable(),
      }),
    )
    .optional(),
});
export type AcceptedRecord = z.output<typeof AcceptedRecord>;

/** Which version an alias means, with all that the gateway has to know. */
export const AliasRecord = z.object({
  version: VersionNumber,
  slot: SlotName,
  endpointName: z.string(),
  /** Name of the SageMaker model. */
  modelName: z.string(),
  /** Key of the encoder and contract that the version was trained with. */
  bundleKey: z.string(),
  runId: RunId,
  since: Instant,
  revision: z.int(),
});
export type AliasRecord = z.output<typeof AliasRecord>;

/** Which version is under test. */
export const ChallengerRecord = z.object({ version: VersionNumber, runId: RunId, since: Instant });
export type ChallengerRecord = z.output<typeof ChallengerRecord>;

/** Who has the model to himself. */
export const LeaseRecord = z.object({ runId: RunId, reason: z.string(), since: Instant, until: Instant });
export type LeaseRecord = z.output<typeof LeaseRecord>;

/** The token of an execution that waits for a person. */
export const ApprovalRecord = z.object({
  runId: RunId,
  version: VersionNumber,
  taskToken: z.string(),
  requestedBy: z.string(),
  askedAt: Instant,
  /** When DynamoDB may forget it: seconds since 1970. */
  ttl: z.int(),
});
export type ApprovalRecord = z.output<typeof ApprovalRecord>;

/** One line of a model's history. Never changed, never deleted. */
export const HistoryRecord = z.object({
  at: Instant,
  /** ARN of a person's role, or the name of a function. */
  who: z.string(),
  what: z.enum(['promoted', 'rolled-back', 'approved', 'rejected', 'run-ended', 'defined', 'retired', 'collected']),
  effect: z.string(),
  version: VersionNumber.nullable(),
  runId: RunId.nullable(),
});
export type HistoryRecord = z.output<typeof HistoryRecord>;

/** What the newest check found; the arbiter and people on call read it. */
export const HealthRecord = z.object({
  at: Instant,
  version: VersionNumber,
  drift: z.string(),
  quality: z.string(),
  /** Since when the model has been unhealthy; null while it is healthy. */
  unhealthySince: Instant.nullable(),
  changedAt: Instant.nullable(),
  features: z.array(z.string()),
  reason: z.string(),
  reportKey: z.string(),
});
export type HealthRecord = z.output<typeof HealthRecord>;

/**
 * Reads a record that has to be right because we wrote it.
 *
 * @throws DomainError `CorruptRecord`
 */
export function readRecord<T extends z.ZodType>(schema: T, stored: StoredRecord, what: string): z.output<T> {
  const parsed = schema.safeParse(stored);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw new DomainError('CorruptRecord', `repair ${what}: ${path.join('.')} ${message}`, { cause: parsed.error });
}

/** The same where there may be none. */
export function readIfThere<T extends z.ZodType>(
  schema: T, stored: StoredRecord | null | undefined, what: string,
): z.output<T> | null {
  return stored === null || stored === undefined ? null : readRecord(schema, stored, what);
}

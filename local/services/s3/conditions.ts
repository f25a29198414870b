import type { ObjectRow } from './object-row.ts';
import { AwsError } from '../../errors.ts';
import { headerNotImplemented, noSuchKey, preconditionFailed, s3Error } from './errors.ts';

/** Conditions of a write. */
export interface WriteConditions {
  readonly IfMatch?: string;
  readonly IfNoneMatch?: string;
}

/** Conditions of a read. */
export interface ReadConditions extends WriteConditions {
  readonly IfModifiedSince?: Date;
  readonly IfUnmodifiedSince?: Date;
}

/** Conditions on the source of a copy. */
export interface CopySourceConditions {
  readonly CopySourceIfMatch?: string;
  readonly CopySourceIfNoneMatch?: string;
  readonly CopySourceIfModifiedSince?: Date;
  readonly CopySourceIfUnmodifiedSince?: Date;
}

const NOT_ACCEPTED = (header: string) =>
  headerNotImplemented(
    header,
    `We don't accept the provided value of ${header} header for this API`,
  );

/** Throws NotImplemented for conditions of a write that S3 does not take. */
export function checkConditionForm({ IfMatch, IfNoneMatch }: WriteConditions): void {
  if (IfMatch !== undefined && IfNoneMatch !== undefined) {
    throw headerNotImplemented(
      'If-Match,If-None-Match',
      'Multiple conditional request headers present in the request',
    );
  }
  if (IfNoneMatch !== undefined && IfNoneMatch !== '*') throw NOT_ACCEPTED('If-None-Match');
  if (IfMatch === '*') throw NOT_ACCEPTED('If-Match');
}

/** True for a write that is to happen only under conditions. */
export function isConditional({ IfMatch, IfNoneMatch }: WriteConditions): boolean {
  return IfMatch !== undefined || IfNoneMatch !== undefined;
}

/**
 * Throws PreconditionFailed unless the conditions of a write hold. Source: S3 user guide,
 * conditional writes.
 */
export function checkWriteConditions(
  input: WriteConditions & { readonly Key: string },
  current: ObjectRow | undefined,
): void {
  const present = current && !current.marker ? current : undefined;
  if (input.IfNoneMatch !== undefined && present) throw preconditionFailed('If-None-Match');
  if (input.IfMatch === undefined) return;
  if (!present) throw noSuchKey(input.Key);
  if (unquoted(input.IfMatch) !== present.etag) throw preconditionFailed('If-Match');
}

/** Throws ConditionalRequestConflict: the key was written or deleted while parts were uploaded. */
export function conflict(input: WriteConditions & { readonly Key: string }): AwsError {
  return s3Error(
    'ConditionalRequestConflict',
    'The conditional request cannot succeed due to a conflicting operation against this resource.',
    409,
    { Condition: input.IfMatch === undefined ? 'If-None-Match' : 'If-Match', Key: input.Key },
  );
}

/**
 * Throws 304 or 412 when the conditions of a read do not hold. A condition on the ETag outweighs
 * the one on time of the same sense.
 */
export function checkReadConditions(input: ReadConditions, row: ObjectRow, now: number): void {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = input;
  if (IfMatch !== undefined) {
    if (!matches(IfMatch, row)) throw preconditionFailed('If-Match');
  } else if (IfUnmodifiedSince !== undefined && modifiedAfter(row, IfUnmodifiedSince))
    throw preconditionFailed('If-Unmodified-Since');
  const unchanged =
    IfNoneMatch !== undefined
      ? matches(IfNoneMatch, row)
      : IfModifiedSince !== undefined && notModified(row, IfModifiedSince, now);
  if (unchanged) throw new AwsError('NotModified', 'Not Modified', { status: 304 });
}

/** Throws PreconditionFailed when the conditions on the source of a copy do not hold. */
export function checkCopySource(input: CopySourceConditions, row: ObjectRow, now: number): void {
  const failed = (name: string) => preconditionFailed(`x-amz-copy-source-${name}`);
  const { CopySourceIfMatch, CopySourceIfUnmodifiedSince } = input;
  const { CopySourceIfNoneMatch, CopySourceIfModifiedSince } = input;
  if (CopySourceIfMatch !== undefined) {
    if (!matches(CopySourceIfMatch, row)) throw failed('If-Match');
  } else if (CopySourceIfUnmodifiedSince && modifiedAfter(row, CopySourceIfUnmodifiedSince))
    throw failed('If-Unmodified-Since');
  if (CopySourceIfNoneMatch !== undefined) {
    if (matches(CopySourceIfNoneMatch, row)) throw failed('If-None-Match');
  } else if (CopySourceIfModifiedSince && notModified(row, CopySourceIfModifiedSince, now))
    throw failed('If-Modified-Since');
}

/** An ETag without its quotation marks. */
export function unquoted(etag: string): string {
  return etag.replace(/^"|"$/g, '');
}

function matches(condition: string, row: ObjectRow): boolean {
  return condition
    .split(',')
    .map((etag) => unquoted(etag.trim()))
    .some((etag) => etag === '*' || etag === row.etag);
}

/** HTTP knows whole seconds only. */
function seconds(millis: number): number {
  return Math.floor(millis / 1000);
}

function modifiedAfter(row: ObjectRow, since: Date): boolean {
  return seconds(row.modified) > seconds(since.getTime());
}

/** A time that lies ahead is no condition, says RFC 9110; S3 holds to it. */
function notModified(row: ObjectRow, since: Date, now: number): boolean {
  return since.getTime() <= now && !modifiedAfter(row, since);
}

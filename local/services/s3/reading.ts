import type { ActionContext } from '../../kernel/index.ts';
import { bucketNamed } from './buckets.ts';
import type { BucketRow } from './buckets.ts';
import { checkReadConditions } from './conditions.ts';
import type { ReadConditions } from './conditions.ts';
import { decrypt } from './encryption.ts';
import type { CustomerKeyInput } from './customer-key.ts';
import { invalidRequest, s3Error } from './errors.ts';
import { ARCHIVES } from './headers.ts';
import { attributesOf } from './object-row.ts';
import type { ObjectAttributes, ObjectRow, StoredChecksum } from './object-row.ts';
import { describeChecksum, describeObject, objectNamed, objectPermission } from './objects.ts';
import type { ObjectName } from './objects.ts';
import { parseRange, partRange } from './range.ts';
import type { ByteRange } from './range.ts';

/** Input of GetObject and HeadObject. */
export interface ReadInput extends ObjectName, ReadConditions, CustomerKeyInput {
  readonly Range?: string;
  readonly PartNumber?: number;
  readonly ChecksumMode?: 'ENABLED';
  readonly ResponseCacheControl?: string;
  readonly ResponseContentDisposition?: string;
  readonly ResponseContentEncoding?: string;
  readonly ResponseContentLanguage?: string;
  readonly ResponseContentType?: string;
  readonly ResponseExpires?: Date;
}

/** An object that may be read, and which of its bytes are wanted. */
export interface Reading {
  readonly bucket: BucketRow;
  readonly row: ObjectRow;
  readonly attributes: ObjectAttributes;
  /** Undefined: the whole. */
  readonly range: ByteRange | undefined;
}

/** Finds the object of a read and checks its key and its conditions. */
export function readingOf(input: ReadInput, context: ActionContext): Reading {
  const bucket = bucketNamed(input.Bucket, context.cloud);
  const row = objectNamed(input, context);
  const attributes = attributesOf(row);
  decrypt(attributes.encryption, input, input, context);
  checkConditions(input, row, context);
  if (input.Range !== undefined && input.PartNumber !== undefined) {
    throw invalidRequest('Cannot specify both Range header and partNumber query parameter');
  }
  const range =
    input.PartNumber === undefined
      ? parseRange(input.Range, row.size)
      : partRange(input.PartNumber, attributes.parts, row.size);
  return { bucket, row, attributes, range };
}

/** What both reads answer. */
export function describeReading(
  input: ReadInput,
  { bucket, row, attributes, range }: Reading,
  context: ActionContext,
) {
  const length = range ? range.end - range.start + 1 : row.size;
  return {
    ...describeObject(row, bucket),
    ...withheld(input, attributes, context),
    ...overrides(input),
    ...(input.ChecksumMode === 'ENABLED' ? checksumOf(input, attributes) : {}),
    ContentLength: length,
    PartsCount: input.PartNumber === undefined ? undefined : attributes.parts?.length,
    ContentRange: range && length > 0 ? `bytes ${range.start}-${range.end}/${row.size}` : undefined,
  };
}

/** Throws InvalidObjectState for archived objects that have not been restored. */
export function demandReadable({ storageClass = 'STANDARD', restore }: ObjectAttributes): void {
  if (!ARCHIVES.includes(storageClass) || restore?.ongoing === false) return;
  throw s3Error(
    'InvalidObjectState',
    "The operation is not valid for the object's storage class",
    403,
    { StorageClass: storageClass },
  );
}

/**
 * What is not told to those who may not ask for it by itself. Source: API reference, HeadObject
 * (x-amz-object-lock-mode, x-amz-object-lock-legal-hold, x-amz-tagging-count).
 */
function withheld(
  { Bucket, Key, VersionId }: ReadInput,
  { retention, legalHold, tags }: ObjectAttributes,
  { cloud, principal }: ActionContext,
) {
  const may = (action: string) =>
    cloud.allows(principal, objectPermission(action, Bucket, Key, cloud));
  const tagging = VersionId === undefined ? 'GetObjectTagging' : 'GetObjectVersionTagging';
  return {
    ...(retention && !may('GetObjectRetention')
      ? { ObjectLockMode: undefined, ObjectLockRetainUntilDate: undefined }
      : {}),
    ...(legalHold && !may('GetObjectLegalHold') ? { ObjectLockLegalHoldStatus: undefined } : {}),
    ...(Object.keys(tags).length > 0 && !may(tagging) ? { TagCount: undefined } : {}),
  };
}

/** A 304 tells the ETag all the same. */
function checkConditions(input: ReadInput, row: ObjectRow, { cloud, http }: ActionContext): void {
  try {
    checkReadConditions(input, row, cloud.world.now());
  } catch (error) {
    http?.response.setHeader('etag', `"${row.etag}"`);
    http?.response.setHeader('last-modified', new Date(row.modified).toUTCString());
    throw error;
  }
}

/** A range has no checksum of its own; a part of a composite has. */
function checksumOf(input: ReadInput, { checksum, parts }: ObjectAttributes) {
  if (input.Range !== undefined || !checksum) return {};
  const part = parts?.find(({ number }) => number === input.PartNumber);
  if (!part) return describeChecksum(checksum);
  const own: StoredChecksum | undefined = part.checksum
    ? { ...checksum, value: part.checksum }
    : undefined;
  return describeChecksum(own);
}

/** The query parameters `response-*` replace headers. */
function overrides(input: ReadInput): Readonly<Record<string, string>> {
  const given = {
    CacheControl: input.ResponseCacheControl,
    ContentDisposition: input.ResponseContentDisposition,
    ContentEncoding: input.ResponseContentEncoding,
    ContentLanguage: input.ResponseContentLanguage,
    ContentType: input.ResponseContentType,
    ExpiresString: input.ResponseExpires?.toUTCString(),
  };
  return Object.fromEntries(
    Object.entries(given).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}

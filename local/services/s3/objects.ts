import { AwsError } from '../../errors.ts';
import type { ActionContext, Cloud, Permission } from '../../kernel/index.ts';
import { keyNamed, keyPermission } from '../kms/keys.ts';
import { bucketPermission, defaultKey, policyOf } from './buckets.ts';
import type { BucketRow } from './buckets.ts';

/** A row of the objects' table: one version of one key, or a delete marker. */
export interface ObjectRow {
  readonly bucket: string;
  readonly key: string;
  readonly version: string;
  readonly seq: number;
  readonly marker: number;
  readonly size: number;
  readonly etag: string;
  /** File below the bodies' folder, or null for markers. */
  readonly body: string | null;
  readonly modified: number;
  readonly headers: string;
  readonly metadata: string;
  readonly tags: string;
  readonly kms_key: string | null;
}

/** Headers that are stored with an object and given back. */
export interface StoredHeaders {
  readonly ContentType?: string;
  readonly ContentEncoding?: string;
  readonly ContentDisposition?: string;
  readonly ContentLanguage?: string;
  readonly CacheControl?: string;
  readonly ChecksumCRC32?: string;
  readonly ChecksumSHA256?: string;
  readonly StorageClass?: string;
}

/** What names an object, and perhaps one of its versions. */
export interface ObjectName {
  readonly Bucket: string;
  readonly Key: string;
  readonly VersionId?: string;
}

/** The newest version of a key, delete markers included. */
export function newest(bucket: string, key: string, cloud: Cloud): ObjectRow | undefined {
  return cloud.db.get<ObjectRow>(
    'SELECT * FROM s3_objects WHERE bucket = ? AND key = ? ORDER BY seq DESC LIMIT 1',
    bucket,
    key,
  );
}

/**
 * The object, or AWS's NoSuchKey / NoSuchVersion, or AccessDenied to those who may not list the
 * bucket.
 */
export function objectNamed(
  { Bucket, Key, VersionId }: ObjectName,
  { cloud, principal }: ActionContext,
): ObjectRow {
  const row =
    VersionId === undefined
      ? newest(Bucket, Key, cloud)
      : cloud.db.get<ObjectRow>(
          'SELECT * FROM s3_objects WHERE bucket = ? AND key = ? AND version = ?',
          Bucket,
          Key,
          VersionId,
        );
  if (row && !row.marker) return row;
  cloud.authorize(principal, bucketPermission('ListBucket', Bucket, cloud));
  if (VersionId !== undefined && !row) {
    throw new AwsError('NoSuchVersion', 'The specified version does not exist.', {
      status: 404,
      members: { Key, VersionId },
    });
  }
  throw new AwsError('NoSuchKey', 'The specified key does not exist.', {
    status: 404,
    members: { Key },
  });
}

/** Permission for an action on an object; an action on one version has a name of its own. */
export function onObject(action: string, versioned = action) {
  return (
    { Bucket, Key, VersionId }: ObjectName,
    { cloud }: ActionContext,
  ): readonly Permission[] => [
    objectPermission(VersionId === undefined ? action : versioned, Bucket, Key, cloud),
  ];
}

/** The permission itself. */
export function objectPermission(
  action: string,
  bucket: string,
  key: string,
  cloud: Cloud,
): Permission {
  return {
    action: `s3:${action}`,
    resource: `arn:aws:s3:::${bucket}/${key}`,
    resourcePolicy: policyOf(bucket, cloud),
  };
}

/**
 * Writing demands `kms:GenerateDataKey` on the key that will encrypt. Returns the key's ARN, or
 * null for S3's own.
 */
export function encryptWith(
  bucket: BucketRow,
  requested: string | undefined,
  { cloud, principal }: ActionContext,
): string | null {
  const name = requested ?? defaultKey(bucket);
  if (!name) return null;
  const key = keyNamed(name, { cloud });
  cloud.authorize(principal, keyPermission('GenerateDataKey', key));
  return key.arn;
}

/** Reading demands `kms:Decrypt` on the key that encrypted. */
export function decryptWith(row: ObjectRow, { cloud, principal }: ActionContext): void {
  if (row.kms_key)
    cloud.authorize(principal, keyPermission('Decrypt', keyNamed(row.kms_key, { cloud })));
}

/** What head and get answer about an object. */
export function describeObject(row: ObjectRow, versioned: boolean) {
  return {
    ...(JSON.parse(row.headers) as StoredHeaders),
    AcceptRanges: 'bytes',
    LastModified: new Date(row.modified),
    ETag: `"${row.etag}"`,
    Metadata: JSON.parse(row.metadata) as Record<string, string>,
    ServerSideEncryption: row.kms_key ? 'aws:kms' : 'AES256',
    SSEKMSKeyId: row.kms_key ?? undefined,
    VersionId: versioned ? row.version : undefined,
  };
}

/**
 * Throws PreconditionFailed unless the conditions of a write hold. Source: S3 user guide,
 * conditional writes.
 */
export function checkWriteConditions(
  input: { readonly IfNoneMatch?: string; readonly IfMatch?: string },
  current: ObjectRow | undefined,
): void {
  const present = current && !current.marker ? current : undefined;
  const failed = (condition: string) =>
    new AwsError(
      'PreconditionFailed',
      'At least one of the pre-conditions you specified did not hold',
      { status: 412, members: { Condition: condition } },
    );
  if (input.IfNoneMatch !== undefined && present) throw failed('If-None-Match');
  if (input.IfMatch !== undefined && !present)
    throw new AwsError('NoSuchKey', 'The specified key does not exist.', { status: 404 });
  if (input.IfMatch !== undefined && present && unquoted(input.IfMatch) !== present.etag)
    throw failed('If-Match');
}

/** Throws 304 or 412 when the conditions of a read do not hold. */
export function checkReadConditions(
  input: {
    readonly IfNoneMatch?: string;
    readonly IfMatch?: string;
    readonly IfModifiedSince?: Date;
  },
  row: ObjectRow,
): void {
  if (input.IfMatch !== undefined && unquoted(input.IfMatch) !== row.etag) {
    throw new AwsError(
      'PreconditionFailed',
      'At least one of the pre-conditions you specified did not hold',
      { status: 412 },
    );
  }
  const unchanged =
    input.IfNoneMatch !== undefined
      ? unquoted(input.IfNoneMatch) === row.etag
      : input.IfModifiedSince !== undefined && row.modified <= input.IfModifiedSince.getTime();
  if (unchanged) throw new AwsError('NotModified', 'Not Modified', { status: 304 });
}

function unquoted(etag: string): string {
  return etag.replace(/^"|"$/g, '');
}

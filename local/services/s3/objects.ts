import type { ActionContext, Cloud, Permission } from '../../kernel/index.ts';
import { withGrants } from './acl/permission.ts';
import { bucketNamed, bucketPermission, policyOf } from './buckets.ts';
import type { BucketRow } from './buckets.ts';
import { checksumMember } from './checksums/declared.ts';
import { describeEncryption } from './encryption.ts';
import { invalidArgument, noSuchKey, noSuchVersion, s3Error } from './errors.ts';
import { expirationHeader } from './lifecycle/expiration-header.ts';
import { describeProtection } from './lock.ts';
import { attributesOf, newest, versionOf } from './object-row.ts';
import { isVersionId } from './version-id.ts';
import type { ObjectRow, StoredChecksum } from './object-row.ts';

/** What names an object, and perhaps one of its versions. */
export interface ObjectName {
  readonly Bucket: string;
  readonly Key: string;
  readonly VersionId?: string;
}

/**
 * The object, or AWS's NoSuchKey, NoSuchVersion or MethodNotAllowed (delete markers that are named);
 * AccessDenied to those who may not list the bucket.
 */
export function objectNamed(name: ObjectName, context: ActionContext): ObjectRow {
  const { Bucket, Key, VersionId } = name;
  const { cloud, principal } = context;
  const bucket = bucketNamed(Bucket, cloud);
  checkVersionId(VersionId, bucket);
  const row =
    VersionId === undefined ? newest(Bucket, Key, cloud) : versionOf(Bucket, Key, VersionId, cloud);
  if (row && !row.marker) return row;
  const listing = bucketPermission('ListBucket', Bucket, cloud);
  cloud.authorize(principal, withGrants(listing, undefined, context));
  if (row) throw isDeleteMarker(row, VersionId, context);
  throw VersionId === undefined ? noSuchKey(Key) : noSuchVersion(Key, VersionId);
}

/** Throws InvalidArgument for versions that S3 never made, or in a bucket that never had any. */
export function checkVersionId(version: string | undefined, bucket: BucketRow): void {
  if (version === undefined || version === 'null') return;
  if (bucket.versioning === '' || !isVersionId(version))
    throw invalidArgument('Invalid version id specified', 'versionId', version);
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

/** What head and get answer about an object. */
export function describeObject(row: ObjectRow, bucket: BucketRow) {
  const attributes = attributesOf(row);
  const { headers, metadata, tags, restore } = attributes;
  return {
    ...headers,
    ...describeEncryption(attributes.encryption),
    ...describeProtection(attributes),
    AcceptRanges: 'bytes',
    LastModified: new Date(row.modified),
    ETag: `"${row.etag}"`,
    Metadata: metadata,
    StorageClass: attributes.storageClass,
    VersionId: shownVersion(row.version, bucket),
    TagCount: Object.keys(tags).length || undefined,
    Restore: restore
      ? `ongoing-request="${restore.ongoing}"${restore.expiry ? `, expiry-date="${restore.expiry}"` : ''}`
      : undefined,
    Expiration: expirationHeader(row, bucket),
  };
}

/** The version as answers show it: buckets that never had versions keep silent. */
export function shownVersion(version: string, bucket: BucketRow): string | undefined {
  return bucket.versioning === '' ? undefined : version;
}

/** The members that tell an object's checksum. */
export function describeChecksum(checksum: StoredChecksum | undefined) {
  if (!checksum) return {};
  return { [checksumMember(checksum.algorithm)]: checksum.value, ChecksumType: checksum.type };
}

function isDeleteMarker(row: ObjectRow, version: string | undefined, { http }: ActionContext) {
  http?.response.setHeader('x-amz-delete-marker', 'true');
  http?.response.setHeader('x-amz-version-id', row.version);
  if (version === undefined) return noSuchKey(row.key);
  http?.response.setHeader('last-modified', new Date(row.modified).toUTCString());
  return methodNotAllowed(http?.request.method ?? 'GET', http?.response);
}

/** MethodNotAllowed for what cannot be done to a delete marker. */
export function methodNotAllowed(
  method: string,
  response?: { setHeader(name: string, value: string): unknown },
) {
  response?.setHeader('allow', 'DELETE');
  return s3Error(
    'MethodNotAllowed',
    'The specified method is not allowed against this resource.',
    405,
    { Method: method, ResourceType: 'DeleteMarker' },
  );
}

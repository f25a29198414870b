import type { ActionContext, Cloud } from '../../kernel/index.ts';
import { forgetBodies, keepBody } from './bodies.ts';
import type { StoredBody } from './bodies.ts';
import type { BucketRow } from './buckets.ts';
import { objectEvent } from './events.ts';
import type { EventContext } from './events.ts';
import { nextSequence } from './sequence.ts';
import { newVersionId } from './version-id.ts';
import { versionOf } from './object-row.ts';
import type { ObjectAttributes, ObjectRow } from './object-row.ts';

/** A version that is to be added. */
export interface NewVersion {
  readonly key: string;
  readonly body: Pick<StoredBody, 'content' | 'size'>;
  readonly etag: string;
  readonly attributes: ObjectAttributes;
  /** What S3 says caused it. */
  readonly reason: 'PutObject' | 'POST Object' | 'CopyObject' | 'CompleteMultipartUpload';
}

/** The events of creations by their cause. */
const CREATED = {
  PutObject: 'ObjectCreated:Put',
  'POST Object': 'ObjectCreated:Post',
  CopyObject: 'ObjectCreated:Copy',
  CompleteMultipartUpload: 'ObjectCreated:CompleteMultipartUpload',
} as const;

/** Adds a version and tells who listens. Returns its version id. */
export function addVersion(bucket: BucketRow, version: NewVersion, context: ActionContext): string {
  const { body, etag } = version;
  const row = insert(bucket, version.key, context.cloud, {
    marker: 0,
    size: body.size,
    etag,
    body,
    attributes: JSON.stringify(version.attributes),
  });
  objectEvent(CREATED[version.reason], version.reason, row, bucket, context);
  return row.version;
}

/** Adds a delete marker: the key looks deleted, its versions are kept. Returns its version id. */
export function addMarker(bucket: BucketRow, key: string, context: ActionContext): string {
  const row = insertMarker(bucket, key, context.cloud);
  objectEvent('ObjectRemoved:DeleteMarkerCreated', 'DeleteObject', row, bucket, context);
  return row.version;
}

/** Removes one version for good. Returns what it was, if it was. */
export function removeVersion(
  bucket: string,
  key: string,
  version: string,
  cloud: Cloud,
): ObjectRow | undefined {
  const row = versionOf(bucket, key, version, cloud);
  if (!row) return undefined;
  cloud.db.run('DELETE FROM s3_objects WHERE seq = ?', row.seq);
  forgetBodies([row.body], cloud);
  return row;
}

/** Remembers for uploads that are under way that their key was written or deleted meanwhile. */
export function disturbUploads(bucket: string, key: string, cloud: Cloud): void {
  const { n } = cloud.db.get<{ n: number }>('SELECT COUNT(*) AS n FROM s3_uploads')!;
  if (n === 0) return;
  cloud.db.run('UPDATE s3_uploads SET disturbed = 1 WHERE bucket = ? AND key = ?', bucket, key);
}

function insertMarker(bucket: BucketRow, key: string, cloud: Cloud): ObjectRow {
  const content = { marker: 1, size: 0, etag: '', body: null, attributes: '{}' };
  return insert(bucket, key, cloud, content);
}

function insert(
  bucket: BucketRow,
  key: string,
  cloud: Cloud,
  content: Pick<ObjectRow, 'marker' | 'size' | 'etag' | 'attributes'> & {
    readonly body: NewVersion['body'] | null;
  },
): ObjectRow {
  const version = bucket.versioning === 'Enabled' ? newVersionId(cloud) : 'null';
  if (version === 'null') removeVersion(bucket.name, key, 'null', cloud);
  disturbUploads(bucket.name, key, cloud);
  const seq = nextSequence(cloud);
  const body = content.body && keepBody(content.body, seq, cloud);
  const modified = cloud.world.now();
  const row = { ...content, bucket: bucket.name, key, version, seq, modified, body };
  cloud.db.run(
    'INSERT INTO s3_objects VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    row.seq,
    row.bucket,
    row.key,
    row.version,
    row.marker,
    row.size,
    row.etag,
    row.body,
    row.modified,
    row.attributes,
  );
  return row;
}

/** Lifecycle's end of a current version: a delete marker in front of it. */
export function markExpired(bucket: BucketRow, object: ObjectRow, context: EventContext): void {
  const row = insertMarker(bucket, object.key, context.cloud);
  const name = 'LifecycleExpiration:DeleteMarkerCreated';
  objectEvent(name, 'Lifecycle Expiration', row, bucket, context);
}

/** Lifecycle's end of an old version, or of an object without versions: it is gone. */
export function expireVersion(bucket: BucketRow, object: ObjectRow, context: EventContext): void {
  removeVersion(bucket.name, object.key, object.version, context.cloud);
  disturbUploads(bucket.name, object.key, context.cloud);
  objectEvent('LifecycleExpiration:Delete', 'Lifecycle Expiration', object, bucket, context);
}

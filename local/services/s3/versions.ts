import type { ActionContext, Cloud } from '../../kernel/index.ts';
import type { BucketRow } from './buckets.ts';
import { dropBody } from './bodies.ts';
import type { StoredBody } from './bodies.ts';
import { announceObjectEvent } from './events.ts';
import type { ObjectRow, StoredHeaders } from './objects.ts';

/** A version that is to be added. */
export interface NewVersion {
  readonly key: string;
  readonly body: StoredBody | undefined;
  readonly etag: string;
  readonly headers: StoredHeaders;
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly kmsKey: string | null;
  /** What S3 says caused it, such as `PutObject`. */
  readonly reason: string;
}

/**
 * Adds a version (or, without a body, a delete marker) and tells who listens. Returns its version
 * id.
 */
export function addVersion(bucket: BucketRow, version: NewVersion, context: ActionContext): string {
  const { cloud } = context;
  const id = bucket.versioning === 'Enabled' ? versionId(cloud) : 'null';
  if (id === 'null') removeVersion(bucket.name, version.key, 'null', cloud);
  const seq = cloud.db.get<{ next: number }>(
    'SELECT coalesce(max(seq), 0) + 1 AS next FROM s3_objects',
  )!.next;
  cloud.db.run(
    'INSERT INTO s3_objects VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    bucket.name,
    version.key,
    id,
    seq,
    version.body ? 0 : 1,
    version.body?.size ?? 0,
    version.etag,
    version.body?.name ?? null,
    cloud.world.now(),
    JSON.stringify(version.headers),
    JSON.stringify(version.metadata),
    JSON.stringify(version.tags),
    version.kmsKey,
  );
  if (bucket.event_bridge) {
    announceObjectEvent(
      version.body ? 'Object Created' : 'Object Deleted',
      {
        bucket: bucket.name,
        key: version.key,
        size: version.body?.size,
        etag: version.body ? version.etag : undefined,
        version: id === 'null' ? undefined : id,
        seq,
        reason: version.reason,
      },
      context,
    );
  }
  return id;
}

/** Removes one version for good. Returns what it was, if it was. */
export function removeVersion(
  bucket: string,
  key: string,
  version: string,
  cloud: Cloud,
): ObjectRow | undefined {
  const row = cloud.db.get<ObjectRow>(
    'SELECT * FROM s3_objects WHERE bucket = ? AND key = ? AND version = ?',
    bucket,
    key,
    version,
  );
  if (!row) return undefined;
  cloud.db.run(
    'DELETE FROM s3_objects WHERE bucket = ? AND key = ? AND version = ?',
    bucket,
    key,
    version,
  );
  dropBody(row.body, cloud);
  return row;
}

function versionId(cloud: Cloud): string {
  return cloud.world.uuid().replace(/-/g, '');
}

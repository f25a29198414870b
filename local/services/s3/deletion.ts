import type { ActionContext } from '../../kernel/index.ts';
import type { BucketRow } from './buckets.ts';
import type { ObjectName } from './objects.ts';
import { addVersion, removeVersion } from './versions.ts';

/** Deletes one key or one version, as the bucket's versioning wants it. */
export function deleteOne(
  bucket: BucketRow,
  { Key, VersionId }: ObjectName,
  context: ActionContext,
): {
  readonly VersionId?: string;
  readonly DeleteMarker?: boolean;
} {
  if (VersionId !== undefined || bucket.versioning === '') {
    const gone = removeVersion(bucket.name, Key, VersionId ?? 'null', context.cloud);
    return VersionId === undefined
      ? {}
      : { VersionId, DeleteMarker: gone?.marker === 1 ? true : undefined };
  }
  const marker = addVersion(
    bucket,
    {
      key: Key,
      body: undefined,
      etag: '',
      headers: {},
      metadata: {},
      tags: {},
      kmsKey: null,
      reason: 'DeleteObject',
    },
    context,
  );
  return { VersionId: marker, DeleteMarker: true };
}

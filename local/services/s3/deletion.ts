import type { ActionContext } from '../../kernel/index.ts';
import type { BucketRow } from './buckets.ts';
import { invalidArgument } from './errors.ts';
import { objectEvent } from './events.ts';
import { demandUnlocked, lockOf } from './lock.ts';
import { attributesOf, versionOf } from './object-row.ts';
import { checkVersionId } from './objects.ts';
import { addMarker, disturbUploads, removeVersion } from './versions.ts';

/** A key or a version that is to be deleted. */
export interface Deletion {
  readonly Key: string;
  readonly VersionId?: string;
  readonly BypassGovernanceRetention?: boolean;
}

/** What a deletion came to. */
export interface Deleted {
  readonly VersionId?: string;
  readonly DeleteMarker?: boolean;
}

/**
 * Deletes one key or one version, as the bucket's versioning wants it. What is not there is no
 * error.
 */
export function deleteOne(bucket: BucketRow, name: Deletion, context: ActionContext): Deleted {
  checkVersionId(name.VersionId, bucket);
  if (name.VersionId === undefined && bucket.versioning !== '')
    return { VersionId: addMarker(bucket, name.Key, context), DeleteMarker: true };
  const gone = removeForGood(bucket, name, context);
  if (name.VersionId === undefined || bucket.versioning === '') return {};
  return { VersionId: name.VersionId, DeleteMarker: gone?.marker === 1 ? true : undefined };
}

/** Throws InvalidArgument for a word on governance where nothing can be locked. */
export function checkBypass(bypass: boolean | undefined, bucket: BucketRow): void {
  if (bypass === undefined || lockOf(bucket)) return;
  throw invalidArgument(
    'x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.',
    'x-amz-bypass-governance-retention',
  );
}

function removeForGood(bucket: BucketRow, name: Deletion, context: ActionContext) {
  const { cloud } = context;
  const version = name.VersionId ?? 'null';
  const row = versionOf(bucket.name, name.Key, version, cloud);
  if (!row) return undefined;
  if (!row.marker)
    demandUnlocked(attributesOf(row), name.BypassGovernanceRetention, bucket, name.Key, context);
  removeVersion(bucket.name, name.Key, version, cloud);
  disturbUploads(bucket.name, name.Key, cloud);
  objectEvent('ObjectRemoved:Delete', 'DeleteObject', row, bucket, context);
  return row;
}

import type { Cloud } from '../../../kernel/index.ts';
import { owner } from '../buckets.ts';
import { attributesOf } from '../object-row.ts';
import type { ObjectRow } from '../object-row.ts';
import { BEHIND, grouped } from './grouped.ts';
import type { Cursor, GroupedPage, GroupedQuery } from './grouped.ts';

/** A page of the newest, undeleted versions in key order. */
export function listCurrent(
  bucket: string,
  query: GroupedQuery,
  cloud: Cloud,
): GroupedPage<ObjectRow> {
  return grouped(query, (cursor, limit) =>
    cloud.db.all<ObjectRow>(
      `SELECT o.* FROM s3_objects o
       WHERE o.bucket = ? AND o.key > ? AND o.key >= ? AND o.key < ? AND o.marker = 0
         AND o.seq = (SELECT max(seq) FROM s3_objects n WHERE n.bucket = o.bucket AND n.key = o.key)
       ORDER BY o.key LIMIT ?`,
      bucket,
      keyOf(cursor, query),
      query.prefix,
      `${query.prefix}${BEHIND}`,
      limit,
    ),
  );
}

function keyOf(cursor: Cursor<ObjectRow>, query: GroupedQuery): string {
  if (cursor.kind === 'start') return query.marker;
  return cursor.kind === 'row' ? cursor.row.key : cursor.key;
}

/** How a listing shows an object. */
export function asContent(row: ObjectRow, key: string, cloud: Cloud, withOwner: boolean) {
  const { checksum, storageClass, restore } = attributesOf(row);
  return {
    Key: key,
    LastModified: new Date(row.modified),
    ETag: `"${row.etag}"`,
    ChecksumAlgorithm: checksum ? [checksum.algorithm] : undefined,
    ChecksumType: checksum?.type,
    Size: row.size,
    StorageClass: storageClass ?? 'STANDARD',
    Owner: withOwner ? owner(cloud) : undefined,
    RestoreStatus: restore
      ? {
          IsRestoreInProgress: restore.ongoing,
          RestoreExpiryDate: restore.expiry ? new Date(restore.expiry) : undefined,
        }
      : undefined,
  };
}

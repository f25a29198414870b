import { action } from '../../../kernel/index.ts';
import { bucketNamed, onBucket } from '../buckets.ts';
import { asContent } from '../listing.ts';
import type { ObjectRow } from '../objects.ts';

/** Input of ListObjectVersions. Delimiters are not offered here. */
export interface ListObjectVersionsInput {
  readonly Bucket: string;
  readonly Prefix?: string;
  readonly MaxKeys?: number;
  readonly KeyMarker?: string;
  readonly VersionIdMarker?: string;
}

/** ListObjectVersions: by key, newest first. */
export const listObjectVersions = action(
  'ListObjectVersions',
  onBucket('ListBucketVersions'),
  (input: ListObjectVersionsInput, { cloud }) => {
    bucketNamed(input.Bucket, cloud);
    const limit = Math.min(input.MaxKeys ?? 1000, 1000);
    const prefix = input.Prefix ?? '';
    const marker = input.KeyMarker ?? '';
    const before =
      input.VersionIdMarker === undefined
        ? 0
        : (cloud.db.get<{ seq: number }>(
            'SELECT seq FROM s3_objects WHERE bucket = ? AND key = ? AND version = ?',
            input.Bucket,
            marker,
            input.VersionIdMarker,
          )?.seq ?? 0);
    const rows = cloud.db.all<ObjectRow & { latest: number }>(
      `SELECT o.*, o.seq = (SELECT max(seq) FROM s3_objects n WHERE n.bucket = o.bucket AND n.key = o.key) AS latest
     FROM s3_objects o WHERE bucket = ? AND key >= ? AND key < ? AND (key > ? OR (key = ? AND seq < ?))
     ORDER BY key, seq DESC LIMIT ?`,
      input.Bucket,
      prefix,
      `${prefix}\u{10ffff}`,
      marker,
      marker,
      before,
      limit + 1,
    );
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    const shown = (row: ObjectRow & { latest: number }) => ({
      ...asContent(row),
      VersionId: row.version,
      IsLatest: row.latest === 1,
    });
    return {
      Name: input.Bucket,
      Prefix: prefix,
      MaxKeys: limit,
      IsTruncated: last !== undefined,
      NextKeyMarker: last?.key,
      NextVersionIdMarker: last?.version,
      Versions: page.filter(({ marker: deleted }) => !deleted).map(shown),
      DeleteMarkers: page.filter(({ marker: deleted }) => deleted).map(shown),
    };
  },
);

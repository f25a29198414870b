import { action } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { bucketNamed, owner } from '../buckets.ts';
import { invalidArgument } from '../errors.ts';
import { BEHIND, grouped } from '../listing/grouped.ts';
import type { Cursor } from '../listing/grouped.ts';
import { asContent } from '../listing/objects.ts';
import { keyEncoder, onListing, pageSize, queryOf, unlessEmpty } from '../listing/query.ts';
import type { ListingInput } from '../listing/query.ts';
import { versionOf } from '../object-row.ts';
import type { ObjectRow } from '../object-row.ts';

/** Input of ListObjectVersions. */
export interface ListObjectVersionsInput extends ListingInput {
  readonly KeyMarker?: string;
  readonly VersionIdMarker?: string;
}

type VersionRow = ObjectRow & { readonly latest: number };

/** ListObjectVersions: by key, newest first. */
export const listObjectVersions = action(
  'ListObjectVersions',
  onListing('ListBucketVersions'),
  (input: ListObjectVersionsInput, { cloud }) => {
    bucketNamed(input.Bucket, cloud);
    if (input.VersionIdMarker && !input.KeyMarker) {
      throw invalidArgument(
        'A version-id marker cannot be specified without a key marker.',
        'version-id-marker',
        input.VersionIdMarker,
      );
    }
    const encode = keyEncoder(input.EncodingType);
    const limit = pageSize(input.MaxKeys);
    const marker = input.KeyMarker ?? '';
    const query = queryOf(input, marker, limit);
    const page = grouped<VersionRow>(query, (cursor, count) => rowsOf(input, cursor, count, cloud));
    const { last } = page;
    return {
      Name: input.Bucket,
      Prefix: encode(query.prefix),
      Delimiter: encode(input.Delimiter || undefined),
      KeyMarker: encode(marker),
      VersionIdMarker: input.VersionIdMarker ?? '',
      MaxKeys: limit,
      EncodingType: input.EncodingType,
      IsTruncated: last !== undefined,
      NextKeyMarker:
        last === undefined ? undefined : encode(typeof last === 'string' ? last : last.key),
      NextVersionIdMarker: typeof last === 'object' ? last.version : undefined,
      Versions: unlessEmpty(
        page.rows.filter((row) => !row.marker).map((row) => asVersion(row, encode(row.key), cloud)),
      ),
      DeleteMarkers: unlessEmpty(
        page.rows.filter((row) => row.marker).map((row) => asMarker(row, encode(row.key), cloud)),
      ),
      CommonPrefixes: unlessEmpty(page.prefixes.map((prefix) => ({ Prefix: encode(prefix) }))),
    };
  },
);

function rowsOf(
  input: ListObjectVersionsInput,
  cursor: Cursor<VersionRow>,
  limit: number,
  cloud: Cloud,
): readonly VersionRow[] {
  const prefix = input.Prefix ?? '';
  const { key, seq } = markerOf(input, cursor, cloud);
  return cloud.db.all<VersionRow>(
    `SELECT o.*, o.seq = (SELECT max(seq) FROM s3_objects n WHERE n.bucket = o.bucket AND n.key = o.key) AS latest
     FROM s3_objects o WHERE bucket = ? AND key >= ? AND key < ? AND (key > ? OR (key = ? AND seq < ?))
     ORDER BY key, seq DESC LIMIT ?`,
    input.Bucket,
    prefix,
    `${prefix}${BEHIND}`,
    key,
    key,
    seq,
    limit,
  );
}

/** A key marker alone stands behind all versions of its key. */
function markerOf(input: ListObjectVersionsInput, cursor: Cursor<VersionRow>, cloud: Cloud) {
  if (cursor.kind === 'row') return cursor.row;
  if (cursor.kind === 'past') return { key: cursor.key, seq: 0 };
  const key = input.KeyMarker ?? '';
  if (!input.VersionIdMarker) return { key, seq: 0 };
  const row = versionOf(input.Bucket, key, input.VersionIdMarker, cloud);
  if (row) return row;
  throw invalidArgument('Invalid version id specified', 'version-id-marker', input.VersionIdMarker);
}

function asVersion(row: VersionRow, key: string, cloud: Cloud) {
  return {
    ...asContent(row, key, cloud, true),
    VersionId: row.version,
    IsLatest: row.latest === 1,
  };
}

function asMarker(row: VersionRow, key: string, cloud: Cloud) {
  return {
    Key: key,
    VersionId: row.version,
    IsLatest: row.latest === 1,
    LastModified: new Date(row.modified),
    Owner: owner(cloud),
  };
}

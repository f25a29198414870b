import { action } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { bucketNamed, onBucket } from '../buckets.ts';
import { BEHIND, grouped } from '../listing/grouped.ts';
import type { Cursor } from '../listing/grouped.ts';
import { keyEncoder, pageSize, queryOf, unlessEmpty } from '../listing/query.ts';
import { describePeople } from '../multipart/initiator.ts';
import { planOf } from '../uploads.ts';
import type { UploadRow } from '../uploads.ts';

/** Input of ListMultipartUploads. */
export interface ListUploadsInput {
  readonly Bucket: string;
  readonly Prefix?: string;
  readonly Delimiter?: string;
  readonly EncodingType?: string;
  readonly KeyMarker?: string;
  readonly UploadIdMarker?: string;
  readonly MaxUploads?: number;
}

/**
 * ListMultipartUploads: those that are neither completed nor aborted, by key and start. Recorded from AWS:
 * the next marker is empty where a page ends with a common prefix.
 */
export const listMultipartUploads = action(
  'ListMultipartUploads',
  onBucket('ListBucketMultipartUploads'),
  (input: ListUploadsInput, { cloud }) => {
    bucketNamed(input.Bucket, cloud);
    const encode = keyEncoder(input.EncodingType);
    const limit = pageSize(input.MaxUploads, 'max-uploads');
    const marker = input.KeyMarker ?? '';
    const query = queryOf(input, marker, limit);
    const page = grouped<UploadRow>(query, (cursor, count) => rowsOf(input, cursor, count, cloud));
    const { last } = page;
    return {
      Bucket: input.Bucket,
      Prefix: encode(query.prefix),
      Delimiter: encode(input.Delimiter),
      EncodingType: input.EncodingType,
      KeyMarker: encode(marker),
      UploadIdMarker: input.KeyMarker ? (input.UploadIdMarker ?? '') : '',
      NextKeyMarker: typeof last === 'string' ? '' : encode(last?.key),
      NextUploadIdMarker: typeof last === 'string' ? '' : last?.id,
      MaxUploads: limit,
      IsTruncated: last !== undefined,
      Uploads: unlessEmpty(page.rows.map((row) => asUpload(row, encode(row.key), cloud))),
      CommonPrefixes: unlessEmpty(page.prefixes.map((prefix) => ({ Prefix: encode(prefix) }))),
    };
  },
);

/** An upload id marker counts only beside a key marker. */
function rowsOf(
  input: ListUploadsInput,
  cursor: Cursor<UploadRow>,
  limit: number,
  cloud: Cloud,
): readonly UploadRow[] {
  const prefix = input.Prefix ?? '';
  const behind = markerOf(input, cursor, cloud);
  return cloud.db.all<UploadRow>(
    `SELECT * FROM s3_uploads WHERE bucket = ? AND key >= ? AND key < ?
       AND (key > ? OR (key = ? AND (started, id) > (?, ?)))
     ORDER BY key, started, id LIMIT ?`,
    input.Bucket,
    prefix,
    `${prefix}${BEHIND}`,
    behind.key,
    behind.key,
    behind.started,
    behind.id,
    limit,
  );
}

function markerOf(input: ListUploadsInput, cursor: Cursor<UploadRow>, cloud: Cloud) {
  const last = Number.MAX_SAFE_INTEGER;
  if (cursor.kind === 'row') return cursor.row;
  if (cursor.kind === 'past') return { key: cursor.key, started: last, id: '' };
  const key = input.KeyMarker ?? '';
  const row =
    key && input.UploadIdMarker
      ? cloud.db.get<UploadRow>('SELECT * FROM s3_uploads WHERE id = ?', input.UploadIdMarker)
      : undefined;
  return row?.key === key ? row : { key, started: last, id: '' };
}

function asUpload(row: UploadRow, key: string, cloud: Cloud) {
  const plan = planOf(row);
  const { attributes, checksumAlgorithm, checksumType } = plan;
  return {
    UploadId: row.id,
    Key: key,
    Initiated: new Date(row.started),
    StorageClass: attributes.storageClass ?? 'STANDARD',
    ...describePeople(plan, cloud),
    ChecksumAlgorithm: checksumAlgorithm,
    ChecksumType: checksumType,
  };
}

import type { Cloud } from '../../kernel/index.ts';
import { forgetBodies } from './bodies.ts';
import type { ChecksumAlgorithm, ChecksumType } from './checksums/algorithms.ts';
import { s3Error } from './errors.ts';
import type { Initiator } from './multipart/initiator.ts';
import type { ObjectAttributes } from './object-row.ts';
import type { ObjectName } from './objects.ts';

/** What names an upload in parts. */
export interface UploadName extends ObjectName {
  readonly UploadId: string;
}

/** A row of the uploads' table. */
export interface UploadRow {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  readonly started: number;
  /** 1 where the key was written or deleted since. */
  readonly disturbed: number;
  /** JSON of `UploadPlan`. */
  readonly plan: string;
}

/** What the object will be when the upload is completed. */
export interface UploadPlan {
  readonly attributes: ObjectAttributes;
  /** @default - it began before clouds kept who did */
  readonly initiator?: Initiator;
  /** @default - none was asked for */
  readonly checksumAlgorithm?: ChecksumAlgorithm;
  readonly checksumType?: ChecksumType;
}

/** A row of the parts' table. */
export interface PartRow {
  readonly upload: string;
  readonly number: number;
  readonly size: number;
  readonly md5: string;
  readonly body: string;
  readonly modified: number;
  /** Base64, of the upload's algorithm; null where it has none. */
  readonly checksum: string | null;
}

/** The upload, or AWS's NoSuchUpload. */
export function uploadNamed({ UploadId, Bucket, Key }: UploadName, cloud: Cloud): UploadRow {
  const row = cloud.db.get<UploadRow>(
    'SELECT * FROM s3_uploads WHERE id = ? AND bucket = ? AND key = ?',
    UploadId,
    Bucket,
    Key,
  );
  if (row) return row;
  throw s3Error(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    404,
    { UploadId },
  );
}

/** What an upload plans. */
export function planOf(row: UploadRow): UploadPlan {
  return JSON.parse(row.plan) as UploadPlan;
}

/** One part of an upload. */
export function partOf(upload: string, number: number, cloud: Cloud): PartRow | undefined {
  return cloud.db.get<PartRow>(
    'SELECT * FROM s3_parts WHERE upload = ? AND number = ?',
    upload,
    number,
  );
}

/** Stores a part; one that was sent before is replaced. */
export function putPart(part: PartRow, cloud: Cloud): void {
  const old = partOf(part.upload, part.number, cloud);
  cloud.db.run(
    'INSERT OR REPLACE INTO s3_parts VALUES (?, ?, ?, ?, ?, ?, ?)',
    part.upload,
    part.number,
    part.size,
    part.md5,
    part.body,
    part.modified,
    part.checksum,
  );
  if (old) forgetBodies([old.body], cloud);
}

/** Forgets an upload and its parts. */
export function forgetUpload(id: string, cloud: Cloud): void {
  const parts = cloud.db.all<PartRow>('SELECT * FROM s3_parts WHERE upload = ?', id);
  forgetBodies(
    parts.map(({ body }) => body),
    cloud,
  );
  cloud.db.run('DELETE FROM s3_parts WHERE upload = ?', id);
  cloud.db.run('DELETE FROM s3_uploads WHERE id = ?', id);
}

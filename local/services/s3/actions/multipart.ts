import { createHash } from 'node:crypto';
import { AwsError } from '../../../errors.ts';
import { action, processAction } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { bucketNamed, onBucket } from '../buckets.ts';
import { dropBody, joinBodies, storeBody } from '../bodies.ts';
import type { BodySource } from '../bodies.ts';
import { checkWriteConditions, encryptWith, newest, onObject } from '../objects.ts';
import type { ObjectName, StoredHeaders } from '../objects.ts';
import { parseTagging, storedHeaders } from '../headers.ts';
import { addVersion } from '../versions.ts';
import type { PutObjectInput } from './put-object.ts';

interface UploadRow {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  readonly input: string;
  readonly started: number;
}

interface PartRow {
  readonly number: number;
  readonly size: number;
  readonly md5: string;
  readonly body: string;
}

type UploadName = ObjectName & { readonly UploadId: string };

/** Bytes that every part but the last must have at least. */
const MIN_PART = 5 * 1024 * 1024;

/** CreateMultipartUpload. */
export const createMultipartUpload = action(
  'CreateMultipartUpload',
  onObject('PutObject'),
  (input: PutObjectInput, { cloud }) => {
    bucketNamed(input.Bucket, cloud);
    const id = cloud.world.uuid().replace(/-/g, '');
    const kept = {
      ...storedHeaders(input),
      Metadata: input.Metadata,
      Tagging: input.Tagging,
      SSEKMSKeyId: input.SSEKMSKeyId,
    };
    cloud.db.run(
      'INSERT INTO s3_uploads VALUES (?, ?, ?, ?, ?)',
      id,
      input.Bucket,
      input.Key,
      JSON.stringify(kept),
      cloud.world.now(),
    );
    return { Bucket: input.Bucket, Key: input.Key, UploadId: id };
  },
);

/** UploadPart: a part sent again replaces the first. */
export const uploadPart = processAction(
  'UploadPart',
  onObject('PutObject'),
  async (
    input: UploadName & {
      readonly PartNumber: number;
      readonly Body?: BodySource;
      readonly ChecksumCRC32?: string;
    },
    { cloud, http },
  ) => {
    uploadNamed(input, cloud);
    const body = await storeBody(http?.body ?? input.Body, cloud);
    const old = cloud.db.get<PartRow>(
      'SELECT * FROM s3_parts WHERE upload = ? AND number = ?',
      input.UploadId,
      input.PartNumber,
    );
    cloud.db.run(
      'INSERT OR REPLACE INTO s3_parts VALUES (?, ?, ?, ?, ?)',
      input.UploadId,
      input.PartNumber,
      body.size,
      body.md5,
      body.name,
    );
    if (old) dropBody(old.body, cloud);
    return { ETag: `"${body.md5}"`, ChecksumCRC32: input.ChecksumCRC32 };
  },
  { streams: true },
);

/** Input of CompleteMultipartUpload. */
export type CompleteInput = UploadName & {
  readonly MultipartUpload?: {
    readonly Parts?: readonly { readonly PartNumber: number; readonly ETag: string }[];
  };
  readonly IfNoneMatch?: string;
  readonly IfMatch?: string;
};

/** CompleteMultipartUpload: the ETag is the MD5 of the parts' MD5s and their count. */
export const completeMultipartUpload = processAction(
  'CompleteMultipartUpload',
  onObject('PutObject'),
  async (input: CompleteInput, context) => {
    const { cloud } = context;
    const upload = uploadNamed(input, cloud);
    const kept = JSON.parse(upload.input) as PutObjectInput & StoredHeaders;
    const kmsKey = encryptWith(bucketNamed(input.Bucket, cloud), kept.SSEKMSKeyId, context);
    const parts = chosenParts(input, cloud);
    const body = await joinBodies(
      parts.map((part) => part.body),
      cloud,
    );
    const hash = createHash('md5');
    for (const part of parts) hash.update(Buffer.from(part.md5, 'hex'));
    const etag = `${hash.digest('hex')}-${parts.length}`;
    const version = cloud.db.transaction(() => {
      checkWriteConditions(input, newest(input.Bucket, input.Key, cloud));
      forget(input.UploadId, cloud);
      return addVersion(
        bucketNamed(input.Bucket, cloud),
        {
          key: input.Key,
          body,
          etag,
          headers: storedHeaders(kept),
          metadata: kept.Metadata ?? {},
          tags: parseTagging(kept.Tagging),
          kmsKey,
          reason: 'CompleteMultipartUpload',
        },
        context,
      );
    });
    return {
      Location: `${cloud.endpoint}/${input.Bucket}/${input.Key}`,
      Bucket: input.Bucket,
      Key: input.Key,
      ETag: `"${etag}"`,
      VersionId: version === 'null' ? undefined : version,
    };
  },
);

/** AbortMultipartUpload. */
export const abortMultipartUpload = action(
  'AbortMultipartUpload',
  onObject('AbortMultipartUpload'),
  (input: UploadName, { cloud }) => {
    uploadNamed(input, cloud);
    forget(input.UploadId, cloud);
    return {};
  },
);

/** ListParts: all parts, one page of up to a thousand after the marker. */
export const listParts = action(
  'ListParts',
  onObject('ListMultipartUploadParts'),
  (
    input: UploadName & { readonly MaxParts?: number; readonly PartNumberMarker?: string },
    { cloud },
  ) => {
    uploadNamed(input, cloud);
    const limit = Math.min(input.MaxParts ?? 1000, 1000);
    const rows = cloud.db.all<PartRow>(
      'SELECT * FROM s3_parts WHERE upload = ? AND number > ? ORDER BY number LIMIT ?',
      input.UploadId,
      Number(input.PartNumberMarker ?? 0),
      limit + 1,
    );
    const page = rows.slice(0, limit);
    return {
      Bucket: input.Bucket,
      Key: input.Key,
      UploadId: input.UploadId,
      MaxParts: limit,
      IsTruncated: rows.length > limit,
      NextPartNumberMarker: rows.length > limit ? String(page.at(-1)!.number) : undefined,
      Parts: page.map(({ number, size, md5 }) => ({
        PartNumber: number,
        Size: size,
        ETag: `"${md5}"`,
      })),
    };
  },
);

/** ListMultipartUploads: those that are neither completed nor aborted, by key. */
export const listMultipartUploads = action(
  'ListMultipartUploads',
  onBucket('ListBucketMultipartUploads'),
  (input: { readonly Bucket: string; readonly Prefix?: string }, { cloud }) => {
    bucketNamed(input.Bucket, cloud);
    const rows = cloud.db.all<UploadRow>(
      'SELECT * FROM s3_uploads WHERE bucket = ? ORDER BY key, started LIMIT 1000',
      input.Bucket,
    );
    return {
      Bucket: input.Bucket,
      IsTruncated: false,
      Uploads: rows
        .filter(({ key }) => key.startsWith(input.Prefix ?? ''))
        .map(({ id, key, started }) => ({ UploadId: id, Key: key, Initiated: new Date(started) })),
    };
  },
);

function uploadNamed({ UploadId, Bucket, Key }: UploadName, cloud: Cloud): UploadRow {
  const row = cloud.db.get<UploadRow>(
    'SELECT * FROM s3_uploads WHERE id = ? AND bucket = ? AND key = ?',
    UploadId,
    Bucket,
    Key,
  );
  if (row) return row;
  throw new AwsError(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    { status: 404, members: { UploadId } },
  );
}

function chosenParts(input: CompleteInput, cloud: Cloud): readonly PartRow[] {
  const chosen = input.MultipartUpload?.Parts ?? [];
  if (chosen.length === 0) {
    throw new AwsError(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
      { status: 400 },
    );
  }
  return chosen.map(({ PartNumber, ETag }, index) => {
    const part = cloud.db.get<PartRow>(
      'SELECT * FROM s3_parts WHERE upload = ? AND number = ?',
      input.UploadId,
      PartNumber,
    );
    if (!part || ETag.replace(/"/g, '') !== part.md5) {
      throw new AwsError(
        'InvalidPart',
        "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
        { status: 400 },
      );
    }
    if (index > 0 && PartNumber <= chosen[index - 1]!.PartNumber) {
      throw new AwsError(
        'InvalidPartOrder',
        'The list of parts was not in ascending order. The parts list must be specified in order by part number.',
        { status: 400 },
      );
    }
    if (index < chosen.length - 1 && part.size < MIN_PART) {
      throw new AwsError(
        'EntityTooSmall',
        'Your proposed upload is smaller than the minimum allowed size',
        { status: 400 },
      );
    }
    return part;
  });
}

function forget(upload: string, cloud: Cloud): void {
  for (const { body } of cloud.db.all<PartRow>('SELECT * FROM s3_parts WHERE upload = ?', upload))
    dropBody(body, cloud);
  cloud.db.run('DELETE FROM s3_parts WHERE upload = ?', upload);
  cloud.db.run('DELETE FROM s3_uploads WHERE id = ?', upload);
}

import { createHash } from 'node:crypto';
import { processAction } from '../../../kernel/index.ts';
import type { ActionContext } from '../../../kernel/index.ts';
import { discard, joinBodies } from '../bodies.ts';
import type { StoredBody } from '../bodies.ts';
import { bucketNamed } from '../buckets.ts';
import type { ChecksumType } from '../checksums/algorithms.ts';
import { checksumMember } from '../checksums/declared.ts';
import type { ChecksumMembers } from '../checksums/declared.ts';
import { checkConditionForm, checkWriteConditions, conflict } from '../conditions.ts';
import type { WriteConditions } from '../conditions.ts';
import { describeEncryption } from '../encryption.ts';
import type { CustomerKeyInput } from '../customer-key.ts';
import { invalidRequest, malformedXml, s3Error } from '../errors.ts';
import { compositeOf } from '../multipart/checksums.ts';
import { chosenParts } from '../multipart/choose.ts';
import type { ChosenPart } from '../multipart/choose.ts';
import { attributesOf, newest } from '../object-row.ts';
import type { ObjectRow, StoredChecksum } from '../object-row.ts';
import { describeChecksum, onObject } from '../objects.ts';
import { forgetUpload, planOf, uploadNamed } from '../uploads.ts';
import type { PartRow, UploadName, UploadPlan } from '../uploads.ts';
import { addVersion } from '../versions.ts';

/** Input of CompleteMultipartUpload. */
export interface CompleteInput
  extends UploadName, WriteConditions, ChecksumMembers, CustomerKeyInput {
  readonly MultipartUpload?: { readonly Parts?: readonly ChosenPart[] };
  readonly ChecksumType?: ChecksumType;
  readonly MpuObjectSize?: number;
}

/** CompleteMultipartUpload: the ETag is the MD5 of the parts' MD5s and their count. */
export const completeMultipartUpload = processAction(
  'CompleteMultipartUpload',
  onObject('PutObject'),
  async (input: CompleteInput, context) => {
    const { cloud } = context;
    const done = completedBefore(input, context);
    if (done) return answer(done, context);
    const upload = uploadNamed(input, cloud);
    const plan = planOf(upload);
    if (input.MultipartUpload && !input.MultipartUpload.Parts?.length) throw malformedXml();
    checkConditionForm(input);
    checkType(input, plan);
    const parts = chosenParts(input.MultipartUpload?.Parts, upload, plan, cloud);
    checkSize(input, parts);
    checkConditions(input, context);
    const full = plan.checksumType !== 'COMPOSITE';
    const algorithm = plan.checksumAlgorithm ?? 'CRC64NVME';
    const names = parts.map((part) => part.body);
    const body = await joinBodies(names, cloud, full ? [algorithm] : []);
    try {
      const checksum = checksumOf(input, plan, parts, body);
      return cloud.db.transaction(() => complete(input, parts, body, checksum, context));
    } catch (error) {
      discard(body, cloud);
      throw error;
    }
  },
);

function complete(
  input: CompleteInput,
  parts: readonly PartRow[],
  body: StoredBody,
  checksum: StoredChecksum,
  context: ActionContext,
) {
  const { cloud } = context;
  const { attributes } = planOf(uploadNamed(input, cloud));
  checkConditions(input, context);
  forgetUpload(input.UploadId, cloud);
  const etag = etagOf(parts);
  addVersion(
    bucketNamed(input.Bucket, cloud),
    {
      key: input.Key,
      body,
      etag,
      attributes: {
        ...attributes,
        checksum,
        upload: input.UploadId,
        parts: parts.map((part) => ({
          number: part.number,
          size: part.size,
          checksum: part.checksum ?? undefined,
        })),
      },
      reason: 'CompleteMultipartUpload',
    },
    context,
  );
  return answer(newest(input.Bucket, input.Key, cloud)!, context);
}

/** The object that this upload became, as long as nothing was written over it: asking again is no error. */
function completedBefore(input: CompleteInput, { cloud }: ActionContext): ObjectRow | undefined {
  const row = newest(input.Bucket, input.Key, cloud);
  return row && !row.marker && attributesOf(row).upload === input.UploadId ? row : undefined;
}

function answer(row: ObjectRow, { cloud }: ActionContext) {
  const { checksum, encryption } = attributesOf(row);
  return {
    Location: `${cloud.endpoint}/${row.bucket}/${encodeURIComponent(row.key)}`,
    Bucket: row.bucket,
    Key: row.key,
    ETag: `"${row.etag}"`,
    VersionId: row.version === 'null' ? undefined : row.version,
    ...describeChecksum(checksum),
    ...describeEncryption(encryption),
  };
}

/** A condition fails too where somebody else wrote or deleted the key while parts were sent. */
function checkConditions(input: CompleteInput, { cloud }: ActionContext): void {
  if (input.IfMatch === undefined && input.IfNoneMatch === undefined) return;
  checkWriteConditions(input, newest(input.Bucket, input.Key, cloud));
  if (uploadNamed(input, cloud).disturbed) throw conflict(input);
}

function checkType({ ChecksumType: type }: CompleteInput, plan: UploadPlan): void {
  if (type === undefined || type === plan.checksumType) return;
  throw invalidRequest(
    `The upload was created using the ${plan.checksumType ?? 'null'} checksum mode. The complete request must use the same checksum mode.`,
  );
}

function checkSize({ MpuObjectSize: size }: CompleteInput, parts: readonly PartRow[]): void {
  const computed = parts.reduce((sum, part) => sum + part.size, 0);
  if (size === undefined || Number(size) === computed) return;
  throw invalidRequest(
    `The provided 'x-amz-mp-object-size' header value ${size} does not match what was computed: ${computed}`,
  );
}

function checksumOf(
  input: CompleteInput,
  { checksumAlgorithm, checksumType }: UploadPlan,
  parts: readonly PartRow[],
  body: StoredBody,
): StoredChecksum {
  const algorithm = checksumAlgorithm ?? 'CRC64NVME';
  const type = checksumType ?? 'FULL_OBJECT';
  const value =
    type === 'COMPOSITE'
      ? compositeOf(
          algorithm,
          parts.map((part) => part.checksum ?? ''),
        )
      : body.checksums[algorithm]!;
  const given = input[checksumMember(algorithm)];
  // Recorded from AWS: beside a full checksum the request has to say that it means one.
  const meant = type === 'COMPOSITE' || input.ChecksumType === 'FULL_OBJECT';
  const fits = meant && (given === value || given === value.replace(/-\d+$/, ''));
  if (given !== undefined && !fits) {
    throw s3Error(
      'BadDigest',
      `The ${algorithm.toLowerCase()} you specified did not match the calculated checksum.`,
    );
  }
  return { algorithm, value, type };
}

function etagOf(parts: readonly PartRow[]): string {
  const hash = createHash('md5');
  for (const part of parts) hash.update(Buffer.from(part.md5, 'hex'));
  return `${hash.digest('hex')}-${parts.length}`;
}

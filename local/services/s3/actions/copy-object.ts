import { processAction } from '../../../kernel/index.ts';
import { discard, readBody, storeBody } from '../bodies.ts';
import { bucketNamed, configurationOf } from '../buckets.ts';
import type { BucketRow } from '../buckets.ts';
import { isChecksumAlgorithm } from '../checksums/algorithms.ts';
import { checkConditionForm, checkWriteConditions } from '../conditions.ts';
import type { WriteConditions } from '../conditions.ts';
import { copiedVersion, copySourceOf, onCopySource, parseCopySource } from '../copy-source.ts';
import type { CopySourceInput } from '../copy-source.ts';
import { describeEncryption, etagOf } from '../encryption.ts';
import { invalidArgument, invalidRequest } from '../errors.ts';
import { attributesOf, newest } from '../object-row.ts';
import type { ObjectAttributes, ObjectRow } from '../object-row.ts';
import { describeChecksum, shownVersion } from '../objects.ts';
import { addVersion } from '../versions.ts';
import { attributesFor, onWrite } from '../writing.ts';
import type { WriteInput } from '../writing.ts';
import { checkKey } from './put-object.ts';

/** Input of CopyObject. */
export interface CopyObjectInput extends WriteInput, CopySourceInput, WriteConditions {
  readonly MetadataDirective?: string;
  readonly TaggingDirective?: string;
  readonly ChecksumAlgorithm?: string;
}

/** CopyObject. The copy is in one piece and has the encryption and class of its own request. */
export const copyObject = processAction(
  'CopyObject',
  (input: CopyObjectInput, context) => [
    onCopySource(parseCopySource(input.CopySource), context),
    ...onWrite(input, context),
  ],
  async (input, context) => {
    const { cloud } = context;
    checkKey(input.Key);
    checkDirectives(input);
    checkConditionForm(input);
    const bucket = bucketNamed(input.Bucket, cloud);
    const from = copySourceOf(input, context);
    const attributes = copiedAttributes(input, from, attributesFor(input, bucket, context));
    demandChange(input, from, bucket);
    const algorithm = checksumFor(input, from);
    const body = await storeBody(readBody(from.body!, cloud), cloud, [algorithm]);
    const etag = etagOf(body, attributes.encryption, cloud);
    const checksum = {
      algorithm,
      value: body.checksums[algorithm]!,
      type: 'FULL_OBJECT',
    } as const;
    try {
      return cloud.db.transaction(() => {
        checkWriteConditions(input, newest(input.Bucket, input.Key, cloud));
        const version = addVersion(
          bucketNamed(input.Bucket, cloud),
          {
            key: input.Key,
            body,
            etag,
            attributes: { ...attributes, checksum },
            reason: 'CopyObject',
          },
          context,
        );
        return {
          CopyObjectResult: {
            ETag: `"${etag}"`,
            LastModified: new Date(cloud.world.now()),
            ...describeChecksum(checksum),
          },
          VersionId: shownVersion(version, bucket),
          CopySourceVersionId: copiedVersion(from, context),
          ...describeEncryption(attributes.encryption),
        };
      });
    } catch (error) {
      discard(body, cloud);
      throw error;
    }
  },
);

function checkDirectives({ MetadataDirective, TaggingDirective }: CopyObjectInput): void {
  const wrong = (name: string, value: string | undefined) =>
    value !== undefined && value !== 'COPY' && value !== 'REPLACE'
      ? invalidArgument(`Unknown ${name} directive.`, `x-amz-${name}-directive`, value)
      : undefined;
  const error = wrong('metadata', MetadataDirective) ?? wrong('tagging', TaggingDirective);
  if (error) throw error;
}

function copiedAttributes(
  input: CopyObjectInput,
  from: ObjectRow,
  own: ObjectAttributes,
): ObjectAttributes {
  const source = attributesOf(from);
  const replaced = input.MetadataDirective === 'REPLACE';
  return {
    ...own,
    headers: replaced
      ? own.headers
      : { ...source.headers, WebsiteRedirectLocation: input.WebsiteRedirectLocation },
    metadata: replaced ? own.metadata : source.metadata,
    tags: input.TaggingDirective === 'REPLACE' ? own.tags : source.tags,
  };
}

/** A copy of an object onto itself must change something. */
function demandChange(input: CopyObjectInput, from: ObjectRow, bucket: BucketRow): void {
  const { VersionId } = parseCopySource(input.CopySource);
  const itself = from.bucket === input.Bucket && from.key === input.Key && !VersionId;
  const changes =
    input.MetadataDirective === 'REPLACE' ||
    input.StorageClass !== undefined ||
    input.WebsiteRedirectLocation !== undefined ||
    input.ServerSideEncryption !== undefined ||
    input.SSECustomerAlgorithm !== undefined ||
    configurationOf(bucket, 'encryption') !== undefined ||
    attributesOf(from).restore !== undefined ||
    attributesOf(from).encryption.algorithm !== 'AES256';
  if (!itself || changes) return;
  throw invalidRequest(
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
}

function checksumFor({ ChecksumAlgorithm }: CopyObjectInput, from: ObjectRow) {
  if (ChecksumAlgorithm !== undefined) {
    if (isChecksumAlgorithm(ChecksumAlgorithm)) return ChecksumAlgorithm;
    throw invalidRequest(
      'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
    );
  }
  return attributesOf(from).checksum?.algorithm ?? 'CRC64NVME';
}

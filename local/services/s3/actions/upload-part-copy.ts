import { processAction } from '../../../kernel/index.ts';
import { readBody, storeBody } from '../bodies.ts';
import { checksumMember } from '../checksums/declared.ts';
import { copiedVersion, copySourceOf, onCopySource, parseCopySource } from '../copy-source.ts';
import type { CopySourceInput } from '../copy-source.ts';
import { demandPartKey, describeEncryption, etagOf } from '../encryption.ts';
import type { CustomerKeyInput } from '../customer-key.ts';
import { checkPartNumber } from '../multipart/part-number.ts';
import { keepPart } from '../multipart/keep-part.ts';
import { objectPermission } from '../objects.ts';
import { parseCopyRange } from '../range.ts';
import { planOf, uploadNamed } from '../uploads.ts';
import type { UploadName } from '../uploads.ts';

/** Input of UploadPartCopy. */
export interface UploadPartCopyInput extends UploadName, CopySourceInput, CustomerKeyInput {
  readonly PartNumber: number;
  readonly CopySourceRange?: string;
}

/** UploadPartCopy: a part out of an object, or out of some of its bytes. */
export const uploadPartCopy = processAction(
  'UploadPartCopy',
  (input: UploadPartCopyInput, context) => [
    onCopySource(parseCopySource(input.CopySource), context),
    objectPermission('PutObject', input.Bucket, input.Key, context.cloud),
  ],
  async (input, context) => {
    const { cloud } = context;
    const { checksumAlgorithm, attributes } = planOf(uploadNamed(input, cloud));
    checkPartNumber(input.PartNumber);
    demandPartKey(attributes.encryption, input, input, context);
    const from = copySourceOf(input, context);
    const range =
      input.CopySourceRange === undefined
        ? undefined
        : parseCopyRange(input.CopySourceRange, from.size);
    const source = readBody(from.body!, cloud, range);
    const body = await storeBody(source, cloud, checksumAlgorithm ? [checksumAlgorithm] : []);
    const checksum = checksumAlgorithm && body.checksums[checksumAlgorithm];
    const modified = cloud.world.now();
    const etag = etagOf(body, attributes.encryption, cloud);
    keepPart(input, body, { md5: etag, modified, checksum: checksum ?? null }, cloud);
    return {
      CopyPartResult: {
        ETag: `"${etag}"`,
        LastModified: new Date(modified),
        ...(checksumAlgorithm ? { [checksumMember(checksumAlgorithm)]: checksum } : {}),
      },
      CopySourceVersionId: copiedVersion(from, context),
      ...describeEncryption(attributes.encryption),
    };
  },
);

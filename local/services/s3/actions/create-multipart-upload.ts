import { action } from '../../../kernel/index.ts';
import { bucketNamed } from '../buckets.ts';
import { isChecksumAlgorithm } from '../checksums/algorithms.ts';
import type { ChecksumType } from '../checksums/algorithms.ts';
import { describeEncryption } from '../encryption.ts';
import { invalidRequest } from '../errors.ts';
import { checksumTypeOf } from '../multipart/checksums.ts';
import { initiatorOf } from '../multipart/initiator.ts';
import type { UploadPlan } from '../uploads.ts';
import { attributesFor, onWrite } from '../writing.ts';
import type { WriteInput } from '../writing.ts';
import { checkKey } from './put-object.ts';

/** Input of CreateMultipartUpload. */
export interface CreateMultipartUploadInput extends WriteInput {
  readonly ChecksumAlgorithm?: string;
  readonly ChecksumType?: ChecksumType;
}

/** CreateMultipartUpload: what the object will be is settled here, but for its body. */
export const createMultipartUpload = action(
  'CreateMultipartUpload',
  onWrite,
  (input: CreateMultipartUploadInput, context) => {
    const { cloud } = context;
    const { Bucket, Key, ChecksumAlgorithm: checksumAlgorithm } = input;
    checkKey(Key);
    if (checksumAlgorithm !== undefined && !isChecksumAlgorithm(checksumAlgorithm)) {
      throw invalidRequest(
        'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
      );
    }
    const checksumType = checksumTypeOf(checksumAlgorithm, input.ChecksumType);
    const attributes = attributesFor(input, bucketNamed(Bucket, cloud), context);
    const initiator = initiatorOf(context.principal, cloud);
    const plan: UploadPlan = { attributes, initiator, checksumAlgorithm, checksumType };
    const id = `${cloud.world.uuid()}${cloud.world.uuid()}`.replace(/-/g, '');
    cloud.db.run(
      'INSERT INTO s3_uploads VALUES (?, ?, ?, ?, 0, ?)',
      id,
      Bucket,
      Key,
      cloud.world.now(),
      JSON.stringify(plan),
    );
    return {
      Bucket,
      Key,
      UploadId: id,
      ChecksumAlgorithm: checksumAlgorithm,
      ChecksumType: checksumType,
      ...describeEncryption(attributes.encryption),
    };
  },
);

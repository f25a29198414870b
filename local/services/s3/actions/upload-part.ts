import { processAction } from '../../../kernel/index.ts';
import type { BodySource } from '../bodies.ts';
import { checksumMember, declaredChecksum } from '../checksums/declared.ts';
import type { ChecksumInput } from '../checksums/declared.ts';
import { demandPartKey, describeEncryption, etagOf } from '../encryption.ts';
import type { CustomerKeyInput } from '../customer-key.ts';
import { invalidRequest } from '../errors.ts';
import { checkPartNumber } from '../multipart/part-number.ts';
import { keepPart } from '../multipart/keep-part.ts';
import { onObject } from '../objects.ts';
import { receiveBody } from '../receive.ts';
import { planOf, uploadNamed } from '../uploads.ts';
import type { UploadName } from '../uploads.ts';

/** Input of UploadPart. */
export interface UploadPartInput extends UploadName, ChecksumInput, CustomerKeyInput {
  readonly PartNumber: number;
  readonly Body?: BodySource;
}

/** UploadPart: a part sent again replaces the first. */
export const uploadPart = processAction(
  'UploadPart',
  onObject('PutObject'),
  async (input: UploadPartInput, context) => {
    const { cloud, http } = context;
    const { checksumAlgorithm, attributes } = planOf(uploadNamed(input, cloud));
    checkPartNumber(input.PartNumber);
    demandPartKey(attributes.encryption, input, input, context);
    const declared = declaredChecksum(input, http);
    if (checksumAlgorithm && declared && declared.algorithm !== checksumAlgorithm) {
      throw invalidRequest(
        `Checksum Type mismatch occurred, expected checksum Type: ${checksumAlgorithm.toLowerCase()}, actual checksum Type: ${declared.algorithm.toLowerCase()}`,
      );
    }
    const { body, algorithm, checksum } = await receiveBody(input, context, checksumAlgorithm);
    const etag = etagOf(body, attributes.encryption, cloud);
    keepPart(
      input,
      body,
      { md5: etag, modified: cloud.world.now(), checksum: checksumAlgorithm ? checksum : null },
      cloud,
    );
    return {
      ETag: `"${etag}"`,
      [checksumMember(algorithm)]: checksumAlgorithm || declared ? checksum : undefined,
      ...describeEncryption(attributes.encryption),
    };
  },
  { streams: true },
);

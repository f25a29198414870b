import { action } from '../../../kernel/index.ts';
import { bucketNamed } from '../buckets.ts';
import { onObject } from '../objects.ts';
import { forgetUpload, uploadNamed } from '../uploads.ts';
import type { UploadName } from '../uploads.ts';

/** AbortMultipartUpload: the parts are gone. */
export const abortMultipartUpload = action(
  'AbortMultipartUpload',
  onObject('AbortMultipartUpload'),
  (input: UploadName, { cloud }) => {
    bucketNamed(input.Bucket, cloud);
    uploadNamed(input, cloud);
    forgetUpload(input.UploadId, cloud);
    return {};
  },
);

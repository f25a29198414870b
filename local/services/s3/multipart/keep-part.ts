import type { Cloud } from '../../../kernel/index.ts';
import { discard, keepBody } from '../bodies.ts';
import type { StoredBody } from '../bodies.ts';
import { nextSequence } from '../sequence.ts';
import { putPart, uploadNamed } from '../uploads.ts';
import type { PartRow, UploadName } from '../uploads.ts';

/** What is told of a part beside its body. */
export type PartFacts = Pick<PartRow, 'md5' | 'modified' | 'checksum'>;

/**
 * Keeps a part that has come; one that was sent before is replaced. Throws AWS's NoSuchUpload, and lets go of
 * the body, where the upload was completed or aborted meanwhile.
 */
export function keepPart(
  input: UploadName & { readonly PartNumber: number },
  body: StoredBody,
  facts: PartFacts,
  cloud: Cloud,
): void {
  try {
    cloud.db.transaction(() => {
      uploadNamed(input, cloud);
      const kept = keepBody(body, nextSequence(cloud), cloud);
      const part = { upload: input.UploadId, number: input.PartNumber, size: body.size };
      putPart({ ...part, ...facts, body: kept }, cloud);
    });
  } catch (error) {
    discard(body, cloud);
    throw error;
  }
}

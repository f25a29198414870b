import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { CompletedPart, S3Client } from '@aws-sdk/client-s3';

/** Bytes of a part: 10,000 of them, the most that there may be, are 160 GB. */
const PART_BYTES = 16 * 2 ** 20;

/** The object that is written. */
export interface Named {
  readonly Bucket: string;
  readonly Key: string;
}

/**
 * Writes an object of bytes that come piece by piece, one part in memory at a time. What does not come to
 * its end leaves no parts behind.
 */
export async function sendPieces(
  client: Pick<S3Client, 'send'>,
  name: Named,
  pieces: AsyncIterable<Uint8Array>,
): Promise<void> {
  const parts = partsOf(pieces);
  const first = await parts.next();
  const Body = first.done === true ? new Uint8Array() : first.value;
  if (Body.length < PART_BYTES) {
    await client.send(new PutObjectCommand({ ...name, Body }));
    return;
  }
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(name));
  const upload = { ...name, UploadId };
  try {
    const Parts: CompletedPart[] = [];
    for (let part = first; part.done !== true; part = await parts.next()) {
      const PartNumber = Parts.length + 1;
      const sent = new UploadPartCommand({ ...upload, PartNumber, Body: part.value });
      Parts.push({ PartNumber, ETag: (await client.send(sent)).ETag });
    }
    const MultipartUpload = { Parts };
    await client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload }));
  } catch (error) {
    await client.send(new AbortMultipartUploadCommand(upload));
    throw error;
  }
}

/** Pieces put together to parts of one size; the last one is smaller. */
async function* partsOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let part = new Uint8Array(PART_BYTES);
  let length = 0;
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length;) {
      const some = piece.subarray(at, at + PART_BYTES - length);
      part.set(some, length);
      length += some.length;
      at += some.length;
      if (length < PART_BYTES) continue;
      yield part;
      part = new Uint8Array(PART_BYTES);
      length = 0;
    }
  }
  if (length > 0) yield part.subarray(0, length);
}

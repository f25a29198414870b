import { PutObjectCommand, UploadPartCommand } from '@aws-sdk/client-s3';
import type { CompletedPart, S3Client } from '@aws-sdk/client-s3';
import { inParts } from '../aws/in-parts.ts';
import type { ObjectName } from '../aws/in-parts.ts';

/** Bytes of a part: 10,000 of them, the most that there may be, are 160 GB. */
const PART_BYTES = 16 * 2 ** 20;

/**
 * Writes an object of bytes that come piece by piece, one part in memory at a time. What does not come to
 * its end leaves no parts behind.
 */
export async function sendPieces(
  client: Pick<S3Client, 'send'>,
  name: ObjectName,
  pieces: AsyncIterable<Uint8Array>,
): Promise<void> {
  const parts = partsOf(pieces);
  const first = await parts.next();
  const Body = first.done === true ? new Uint8Array() : first.value;
  if (Body.length < PART_BYTES) {
    await client.send(new PutObjectCommand({ ...name, Body }));
    return;
  }
  await inParts(client, name, async (upload) => {
    const sent: CompletedPart[] = [];
    for (let part = first; part.done !== true; part = await parts.next()) {
      const PartNumber = sent.length + 1;
      const command = new UploadPartCommand({ ...upload, PartNumber, Body: part.value });
      sent.push({ PartNumber, ETag: (await client.send(command)).ETag });
    }
    return sent;
  });
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

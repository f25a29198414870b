import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

/** The bytes of a file, unpacked where it is gzip by its first bytes. */
export async function* bytesOf(path: string): AsyncIterable<Uint8Array> {
  const head: Uint8Array[] = [];
  for await (const chunk of createReadStream(path, { end: 1 })) head.push(chunk as Uint8Array);
  const [first, second] = Buffer.concat(head);
  const stream = createReadStream(path);
  const isGzip = first === 0x1f && second === 0x8b;
  for await (const chunk of isGzip ? stream.pipe(createGunzip()) : stream)
    yield chunk as Uint8Array;
}

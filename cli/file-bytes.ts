import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { SentFile } from '../domain/contract/judge-file.ts';

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

/** A file as the door reads it: piece by piece, or in any order. */
export function sentFile(path: string): SentFile {
  const { size } = statSync(path);
  return {
    chunks: bytesOf(path),
    ranges: {
      size,
      read: (from, to) => {
        const bytes = new Uint8Array(to - from);
        const file = openSync(path, 'r');
        const length = readSync(file, bytes, 0, to - from, from);
        closeSync(file);
        return Promise.resolve(bytes.subarray(0, length));
      },
    },
  };
}

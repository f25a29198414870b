import type { StoredFile } from './rewriting.ts';

const [BRACE, BLANK] = [123, 32];

/** Bytes of a file's beginning that are enough to tell its format. */
const HEAD_BYTES = 256;

/** The first bytes of a file. */
export async function headOf(file: Pick<StoredFile, 'chunks'>): Promise<Uint8Array> {
  for await (const chunk of file.chunks()) {
    if (chunk.length > 0) return chunk.slice(0, HEAD_BYTES);
  }
  return new Uint8Array();
}

/** True for the first bytes of Parquet. */
export function isParquet(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x41 && head[2] === 0x52 && head[3] === 0x31;
}

/** Whether the first byte that is no blank opens an object. */
export function isJsonLines(head: Uint8Array): boolean {
  const first = head.find(
    (byte) => byte > BLANK && byte !== 0xef && byte !== 0xbb && byte !== 0xbf,
  );
  return first === BRACE;
}

import { gunzip } from 'hyparquet-compressors/src/gzip.js';
import { decompressLz4, decompressLz4Raw } from 'hyparquet-compressors/src/lz4.js';
import { decompress } from 'fzstd';
import { DomainError } from '../errors.ts';
import type { Compressors } from 'hyparquet';

/**
 * Codecs besides Snappy, which is built in. Brotli and LZO are left out: the one has a table larger than
 * all the others together, the other no reader.
 */
export const CODECS: Compressors = {
  GZIP: (bytes, size) => gunzip(bytes, new Uint8Array(size)),
  ZSTD: (bytes, size) => decompress(bytes, new Uint8Array(size)),
  LZ4: decompressLz4,
  LZ4_RAW: decompressLz4Raw,
  BROTLI: () => refuse('Brotli'),
  LZO: () => refuse('LZO'),
};

function refuse(codec: string): never {
  throw new DomainError(
    'OtherFormat',
    `pack the file with Snappy, gzip, Zstandard or LZ4, not with ${codec}`,
  );
}

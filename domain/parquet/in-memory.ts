import type { RangeSource } from './parquet-file.ts';

/** A file that is in memory. */
export function inMemory(bytes: Uint8Array): RangeSource {
  return {
    size: bytes.length,
    read: (from, to) => Promise.resolve(bytes.slice(from, to)),
  };
}

import type { RangeSource } from '../parquet/parquet-file.ts';

/** A stored object, unpacked, that may be larger than memory. */
export interface StoredFile {
  /** All of its bytes, piece by piece, each time anew. */
  chunks(): AsyncIterable<Uint8Array>;
  /** Its bytes in any order. */
  ranges(): Promise<RangeSource>;
}

/** What becomes of one version of an object. */
export interface Rewriting {
  /** What is left, which can be read once; null where nothing is. */
  readonly body: AsyncIterable<Uint8Array> | null;
  /** Rows that are gone. */
  readonly rows: number;
}

/** What a copy has met so far. */
export interface CopyTally {
  /** Rows that are gone. */
  rows: number;
  /** Is there anything that stays? */
  isLeft: boolean;
  /** Is only counted, so that nothing need be written? */
  readonly isCounting: boolean;
}

/** Copies an object without what goes, and tallies. */
export type Copy = (tally: CopyTally) => AsyncIterable<Uint8Array>;

/** What is left of an object that is read twice: to count, and, where anything goes, to write it again. */
export async function rewriting(copy: Copy): Promise<Rewriting | null> {
  const counted: CopyTally = { rows: 0, isLeft: false, isCounting: true };
  for await (const bytes of copy(counted)) void bytes;
  if (counted.rows === 0) return null;
  const body = counted.isLeft ? copy({ rows: 0, isLeft: false, isCounting: false }) : null;
  return { body, rows: counted.rows };
}

import type { SeenHashes } from './seen-hashes.ts';

/** Hashes of different buckets differ in the highest bits of their first word. */
const [BUCKETS, SHIFT] = [1 << 12, 20];
const PAIR_BYTES = 8;

/** Bytes at the beginning of a run that tell where each bucket ends. */
export const RUN_INDEX_BYTES = 4 * BUCKETS;

/**
 * Hashes in the order of their buckets, behind an index: so that a share of them can be read by its range.
 * All numbers are little-endian words of 32 bits.
 */
export function hashRun(hashes: SeenHashes): Uint8Array {
  const ends = new Uint32Array(BUCKETS);
  hashes.each((low) => {
    ends[low >>> SHIFT]! += 1;
  });
  for (let bucket = 1; bucket < BUCKETS; bucket += 1) ends[bucket]! += ends[bucket - 1]!;
  const bytes = new Uint8Array(RUN_INDEX_BYTES + PAIR_BYTES * hashes.size);
  const view = new DataView(bytes.buffer);
  const next = new Uint32Array(BUCKETS);
  next.set(ends.subarray(0, BUCKETS - 1), 1);
  for (const [bucket, end] of ends.entries()) view.setUint32(4 * bucket, end, true);
  hashes.each((low, high) => {
    const at = RUN_INDEX_BYTES + PAIR_BYTES * next[low >>> SHIFT]!;
    next[low >>> SHIFT]! += 1;
    view.setInt32(at, low, true);
    view.setInt32(at + 4, high, true);
  });
  return bytes;
}

/** A share of all hashes: of so many shares of about one size, the one of this number. */
export interface HashShare {
  readonly share: number;
  readonly of: number;
}

/** The range of bytes in which the hashes of a share stand, by the index of a run. */
export function rangeOfShare(
  index: Uint8Array,
  { share, of }: HashShare,
): readonly [from: number, to: number] {
  const view = new DataView(index.buffer, index.byteOffset);
  const place = (part: number): number => {
    const bucket = Math.floor((part * BUCKETS) / of);
    const before = bucket === 0 ? 0 : view.getUint32(4 * (bucket - 1), true);
    return RUN_INDEX_BYTES + PAIR_BYTES * before;
  };
  return [place(share), place(share + 1)];
}

/** Shares into which so many hashes are divided, so that each fits into the memory of one function. */
export function sharesFor(hashes: number): number {
  return Math.min(Math.max(1, Math.ceil(hashes / HASHES_OF_SHARE)), BUCKETS);
}

/** 96 MB in a table of `SeenHashes` at most, or twice as much while it grows. */
const HASHES_OF_SHARE = 4_000_000;

/** Gives the hashes in some bytes of a run to a consumer. */
export function eachHash(pairs: Uint8Array, take: (low: number, high: number) => void): void {
  const view = new DataView(pairs.buffer, pairs.byteOffset, pairs.byteLength);
  for (let at = 0; at < pairs.length; at += PAIR_BYTES) {
    take(view.getInt32(at, true), view.getInt32(at + 4, true));
  }
}

/** How many hashes there are in some bytes of a run. */
export function hashesIn(pairs: Uint8Array): number {
  return pairs.length / PAIR_BYTES;
}

/** Of some hashes, those that were met before; the others are remembered. */
export function metBefore(pairs: Uint8Array, seen: SeenHashes): Uint8Array {
  const met: number[] = [];
  eachHash(pairs, (low, high) => {
    if (seen.meet(low, high)) met.push(low, high);
  });
  const bytes = new Uint8Array(4 * met.length);
  const view = new DataView(bytes.buffer);
  for (const [index, word] of met.entries()) view.setInt32(4 * index, word, true);
  return bytes;
}

import { ByteSink } from '../tabular/byte-sink.ts';
import { writeVarint } from './thrift.ts';

const GROUP = 8;

/** Small numbers, one after the other. */
export interface SmallNumbers {
  readonly [index: number]: number;
}

/** How many bits the numbers below `count` take. */
function bitsFor(count: number): number {
  return count <= 1 ? 0 : 32 - Math.clz32(count - 1);
}

/**
 * Writes numbers of so many bits as Parquet's hybrid of repeated numbers and packed bits
 * (apache/parquet-format, Encodings.md, "RLE/bit-packing hybrid"): numbers that come eight times or more
 * are written once, others in groups of eight.
 */
export function writeHybrid(
  sink: ByteSink,
  numbers: SmallNumbers,
  { count, bits }: { readonly count: number; readonly bits: number },
): void {
  for (let at = 0; at < count;) {
    const repeated = repeatsAt(numbers, at, count);
    if (repeated >= GROUP) {
      writeRepeated(sink, numbers[at]!, { count: repeated, bits });
      at += repeated;
      continue;
    }
    let end = at + GROUP;
    while (end < count && !repeatsGroup(numbers, end, count)) end += GROUP;
    writeVarint(sink, 2 * ((end - at) / GROUP) + 1);
    writePacked(sink, numbers, { from: at, to: end, count, bits });
    at = end;
  }
}

/** Places in a dictionary of so many values: how many bits each takes, and the places. */
export function indexed(
  places: SmallNumbers,
  { count, different }: { readonly count: number; readonly different: number },
): Uint8Array {
  const sink = new ByteSink();
  const bits = bitsFor(different);
  sink.byte(bits);
  writeHybrid(sink, places, { count, bits });
  return sink.bytes();
}

/** Writes one number that is repeated so many times. */
export function writeRepeated(
  sink: ByteSink,
  value: number,
  { count, bits }: { readonly count: number; readonly bits: number },
): void {
  writeVarint(sink, 2 * count);
  for (let left = bits; left > 0; left -= 8, value >>>= 8) sink.byte(value & 255);
}

function repeatsAt(numbers: SmallNumbers, at: number, count: number): number {
  let end = at + 1;
  while (end < count && numbers[end] === numbers[at]) end += 1;
  return end - at;
}

function repeatsGroup(numbers: SmallNumbers, at: number, count: number): boolean {
  if (at + GROUP > count) return false;
  for (let next = at + 1; next < at + GROUP; next += 1) {
    if (numbers[next] !== numbers[at]) return false;
  }
  return true;
}

interface Packing {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly bits: number;
}

/** Packs bits, the lowest first; what a last group lacks are zeros. */
function writePacked(sink: ByteSink, numbers: SmallNumbers, packing: Packing): void {
  const { from, to, count, bits } = packing;
  const packed = new Uint8Array(((to - from) * bits) / 8);
  let [held, word, next] = [0, 0, 0];
  for (let at = from; at < to; at += 1) {
    word |= (at < count ? numbers[at]! : 0) << held;
    held += bits;
    while (held >= 8) {
      packed[next++] = word;
      word >>>= 8;
      held -= 8;
    }
  }
  sink.all(packed);
}

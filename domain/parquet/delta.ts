/** Values of a block, and of each of the parts of it that have a width of their own. */
const [BLOCK, MINIBLOCK] = [128, 32];
const MINIBLOCKS = BLOCK / MINIBLOCK;

/** Below, differences of two numbers, and of two differences, are exact in a double. */
const MOST = 2 ** 51;

const WORD = 2 ** 32;
const WORD_BITS = 32;

/** Bytes of the numbers at a block's or page's beginning, generously. */
const HEAD_BYTES = 32;

/** Whether whole numbers in this range can be written as differences here. */
export function fitsDelta(min: number, max: number): boolean {
  return min > -MOST && max < MOST;
}

const offsets = new Float64Array(BLOCK);
const words = new Int32Array(2 * MINIBLOCK);
const wordBytes = new Uint8Array(words.buffer);

/**
 * Writes whole numbers as differences of neighbours (apache/parquet-format, Encodings.md,
 * "DELTA_BINARY_PACKED"): of each block the smallest one, and what the others are above it in as few bits
 * as they take.
 */
export function writeDelta(numbers: Float64Array): Uint8Array {
  const page = new DeltaPage(numbers.length);
  for (const part of [BLOCK, MINIBLOCKS, numbers.length]) page.varint(part);
  page.zigzag(numbers[0] ?? 0);
  for (let from = 1; from < numbers.length; from += BLOCK) {
    page.block(numbers, from, Math.min(from + BLOCK, numbers.length));
  }
  return page.written();
}

/** Pages are written here one after the other: the bytes of one are gone when the next one begins. */
let output = new Uint8Array(1 << 12);

class DeltaPage {
  private length = 0;

  constructor(count: number) {
    const blocks = Math.ceil(count / BLOCK);
    const most = HEAD_BYTES + blocks * (HEAD_BYTES + BLOCK * Float64Array.BYTES_PER_ELEMENT);
    if (output.length < most) output = new Uint8Array(most);
  }

  public written(): Uint8Array {
    return output.subarray(0, this.length);
  }

  public varint(value: number): void {
    while (value >= 128) {
      output[this.length++] = (value % 128) | 128;
      value = Math.floor(value / 128);
    }
    output[this.length++] = value;
  }

  public zigzag(value: number): void {
    this.varint(value < 0 ? -2 * value - 1 : 2 * value);
  }

  /** Writes the differences of the numbers to those before them. */
  public block(numbers: Float64Array, from: number, to: number): void {
    let [least, before] = [Infinity, numbers[from - 1]!];
    for (let at = from; at < to; at += 1) {
      const number = numbers[at]!;
      const difference = number - before;
      if (difference < least) least = difference;
      offsets[at - from] = difference;
      before = number;
    }
    const count = to - from;
    // What a last part lacks is written as zeros.
    for (let at = 0; at < BLOCK; at += 1) offsets[at] = at < count ? offsets[at]! - least : 0;
    this.zigzag(least);
    const widthsAt = this.length;
    this.length += MINIBLOCKS;
    for (let part = 0; part < MINIBLOCKS; part += 1) {
      output[widthsAt + part] = this.miniblock(part * MINIBLOCK);
    }
  }

  /** Packs the offsets from one place on, the lowest bits first; answers how many bits each takes. */
  private miniblock(from: number): number {
    let most = 0;
    for (let at = from; at < from + MINIBLOCK; at += 1)
      if (offsets[at]! > most) most = offsets[at]!;
    const width = bitsOf(most);
    // As many words as bits: there are as many offsets as a word has bits.
    if (width <= WORD_BITS) packNarrow(from, width);
    else packWide(from, width);
    output.set(wordBytes.subarray(0, 4 * width), this.length);
    this.length += 4 * width;
    return width;
  }
}

function bitsOf(value: number): number {
  if (value < WORD) return WORD_BITS - Math.clz32(value);
  return 2 * WORD_BITS - Math.clz32(Math.floor(value / WORD));
}

function packNarrow(from: number, width: number): void {
  let [word, held, next] = [0, 0, 0];
  for (let at = from; at < from + MINIBLOCK; at += 1) {
    const low = offsets[at]! | 0;
    word |= low << held;
    held += width;
    if (held < WORD_BITS) continue;
    words[next++] = word;
    held -= WORD_BITS;
    word = held === 0 ? 0 : low >>> (width - held);
  }
}

/** The same for offsets of more than a word: its lower word, then what is above. */
function packWide(from: number, width: number): void {
  const rest = width - WORD_BITS;
  let [word, held, next] = [0, 0, 0];
  for (let at = from; at < from + MINIBLOCK; at += 1) {
    const offset = offsets[at]!;
    const low = offset | 0;
    const high = Math.floor(offset / WORD) | 0;
    words[next++] = word | (low << held);
    word = held === 0 ? high : (low >>> (WORD_BITS - held)) | (high << held);
    const before = held;
    held += rest;
    if (held < WORD_BITS) continue;
    words[next++] = word;
    held -= WORD_BITS;
    // There was something before: what is above a word takes less than one.
    word = high >>> (WORD_BITS - before);
  }
}

const BLOCK_BYTES = 1 << 16;
const TABLE_BITS = 14;

/** Bytes at the end of a block that no match is looked for in. */
const MARGIN = 15;

/** Compresses bytes; made once, used for many blocks. */
export class Snappy {
  private readonly table = new Uint16Array(1 << TABLE_BITS);
  private output: Uint8Array = new Uint8Array();
  private length = 0;

  /**
   * The bytes in Snappy's block format (google/snappy, format_description.txt): literals and copies of
   * at most 64 bytes from at most 64 KiB before. Greedy, by a table of hashes of four bytes, looking
   * less closely the longer nothing was found, as the reference implementation does.
   */
  public compress(bytes: Uint8Array): Uint8Array {
    const most = 32 + bytes.length + Math.ceil(bytes.length / 6);
    if (this.output.length < most) this.output = new Uint8Array(most);
    this.length = 0;
    this.varint(bytes.length);
    for (let from = 0; from < bytes.length; from += BLOCK_BYTES) {
      this.block(bytes, from, Math.min(from + BLOCK_BYTES, bytes.length));
    }
    return this.output.slice(0, this.length);
  }

  private block(bytes: Uint8Array, from: number, to: number): void {
    const { table } = this;
    table.fill(0);
    const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let literal = from;
    let at = from + 1;
    const last = to - MARGIN;
    let skip = 32;
    while (at < last) {
      const word = words.getUint32(at, true);
      const hash = hashOf(word);
      const candidate = from + table[hash]!;
      table[hash] = at - from;
      if (words.getUint32(candidate, true) !== word) {
        at += skip >>> 5;
        skip += 1;
        continue;
      }
      const end = matchEnd(words, candidate, at, to);
      this.literal(bytes, literal, at);
      this.copy(at - candidate, end - at);
      if (end < last) table[hashOf(words.getUint32(end - 1, true))] = end - 1 - from;
      literal = at = end;
      skip = 32;
    }
    this.literal(bytes, literal, to);
  }

  private literal(bytes: Uint8Array, from: number, to: number): void {
    const size = to - from;
    if (size === 0) return;
    const { output } = this;
    let { length } = this;
    if (size <= 60) {
      output[length++] = (size - 1) << 2;
    } else if (size <= 256) {
      output[length++] = 60 << 2;
      output[length++] = size - 1;
    } else {
      output[length++] = 61 << 2;
      output[length++] = (size - 1) & 255;
      output[length++] = (size - 1) >>> 8;
    }
    if (size > 64) output.set(bytes.subarray(from, to), length);
    else for (let at = from, next = length; at < to;) output[next++] = bytes[at++]!;
    this.length = length + size;
  }

  private copy(offset: number, size: number): void {
    const { output } = this;
    let { length } = this;
    for (let left = size; left > 0;) {
      // What is left over after 64 must not be shorter than a copy can be.
      const now = left > 64 ? Math.min(64, left - 4) : left;
      if (now >= 4 && now <= 11 && offset < 2048) {
        output[length++] = 1 | ((now - 4) << 2) | ((offset >>> 8) << 5);
        output[length++] = offset & 255;
      } else {
        output[length++] = 2 | ((now - 1) << 2);
        output[length++] = offset & 255;
        output[length++] = offset >>> 8;
      }
      left -= now;
    }
    this.length = length;
  }

  private varint(value: number): void {
    while (value >= 128) {
      this.output[this.length++] = (value % 128) | 128;
      value = Math.floor(value / 128);
    }
    this.output[this.length++] = value;
  }
}

/** The place of four bytes in the table. */
function hashOf(word: number): number {
  return Math.imul(word, 0x1e35a7bd) >>> (32 - TABLE_BITS);
}

/** Where bytes end that are those from the candidate on: four of them at a time, then one by one. */
function matchEnd(words: DataView, candidate: number, at: number, to: number): number {
  const distance = at - candidate;
  let end = at + 4;
  while (end + 4 <= to && words.getUint32(end) === words.getUint32(end - distance)) end += 4;
  while (end < to && words.getUint8(end) === words.getUint8(end - distance)) end += 1;
  return end;
}

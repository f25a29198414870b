/**
 * A hash of bytes in two words of 32 bits, quick rather than safe: four bytes at a time are multiplied
 * and rotated into both words, and the end is mixed as in MurmurHash3 (A. Appleby, public domain).
 */
export class ByteHash {
  /** The first word of the last hash. */
  public low = 0;
  /** The second word of the last hash. */
  public high = 0;

  /** Hashes a range of bytes. */
  public ofBytes(bytes: Uint8Array, start: number, end: number): void {
    let low = (end - start) ^ 0x9e3779b9;
    let high = (end - start) ^ 0x85ebca6b;
    let at = start;
    for (; at + 4 <= end; at += 4) {
      const word =
        bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
      low = Math.imul(low ^ word, 0xcc9e2d51);
      low = (low << 15) | (low >>> 17);
      high = Math.imul(high + word, 0x1b873593);
      high ^= high >>> 13;
    }
    let rest = 0;
    for (; at < end; at += 1) rest = (rest << 8) | bytes[at]!;
    this.ofWords(Math.imul(low ^ rest, 0xcc9e2d51), Math.imul(high + rest, 0x1b873593));
  }

  /** Hashes a number by its 64 bits; both zeros are one number. */
  public ofNumber(value: number): void {
    doubles[0] = value + 0;
    this.ofWords(words[0]!, words[1]!);
  }

  /** Hashes two words; no two pairs have the same hash (two rounds of a Feistel network). */
  public ofWords(low: number, high: number): void {
    this.low = lowHash(low, high);
    this.high = highHash(this.low, high);
  }
}

/** The first word of the hash of two words. */
export function lowHash(low: number, high: number): number {
  return mixed(low ^ Math.imul(high, 0x2545f491));
}

/** The second word of the hash of two words, of which the first is known. */
export function highHash(lowHashed: number, high: number): number {
  return mixed(high + Math.imul(lowHashed, 0x9e3779b1));
}

const doubles = new Float64Array(1);
const words = new Int32Array(doubles.buffer);

/** The finalizer of MurmurHash3: each bit of the word changes half of the others. */
function mixed(word: number): number {
  word ^= word >>> 16;
  word = Math.imul(word, 0x85ebca6b);
  word ^= word >>> 13;
  word = Math.imul(word, 0xc2b2ae35);
  return word ^ (word >>> 16);
}

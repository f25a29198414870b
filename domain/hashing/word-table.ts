import { encodeUtf8 } from '../tabular/utf8.ts';

const EMPTY = -1;

/** The hash of no bytes (FNV-1a, 32 bits: G. Fowler, L. C. Noll, K.-P. Vo). */
export const WORD_SEED = 0x811c9dc5 | 0;

/** The hash of some bytes and one more. */
export function wordHash(before: number, byte: number): number {
  return Math.imul(before ^ byte, 0x01000193);
}

/** Finds texts by their bytes, so that bytes need not become texts to be looked up. */
export class WordTable {
  private readonly slots: Int32Array;
  private readonly hashes: Int32Array;
  /** All words one behind the other, and where each begins and the last ends. */
  private readonly bytes: Uint8Array;
  private readonly starts: Int32Array;
  private readonly byText: ReadonlyMap<string, number>;

  constructor(texts: readonly string[]) {
    this.byText = new Map(texts.map((text, place) => [text, place]));
    this.slots = new Int32Array(2 ** Math.ceil(Math.log2(texts.length * 2 + 2))).fill(EMPTY);
    this.hashes = new Int32Array(texts.length);
    this.starts = new Int32Array(texts.length + 1);
    const words = texts.map((text) => encodeUtf8(text));
    this.bytes = new Uint8Array(words.reduce((sum, { length }) => sum + length, 0));
    for (const [place, word] of words.entries()) {
      this.bytes.set(word, this.starts[place]);
      this.starts[place + 1] = this.starts[place]! + word.length;
      this.hashes[place] = hashOf(word, 0, word.length);
      let slot = this.slotOf(this.hashes[place]);
      while (this.slots[slot] !== EMPTY) slot = (slot + 1) & (this.slots.length - 1);
      this.slots[slot] = place;
    }
  }

  /** The place of a text; -2 where it is not one of the words. */
  public placeOf(text: string): number {
    return this.byText.get(text) ?? -2;
  }

  /** The place of a range of bytes; -2 where it is not one of the words. */
  public placeOfBytes(bytes: Uint8Array, start: number, end: number): number {
    return this.placeOfHashed(hashOf(bytes, start, end), bytes, start, end);
  }

  /** The same where the hash of the bytes is known. */
  public placeOfHashed(hash: number, bytes: Uint8Array, start: number, end: number): number {
    const { slots, hashes } = this;
    const mask = slots.length - 1;
    let slot = this.slotOf(hash);
    let place = slots[slot]!;
    while (place !== EMPTY && (hashes[place] !== hash || !this.isWord(place, bytes, start, end))) {
      slot = (slot + 1) & mask;
      place = slots[slot]!;
    }
    return place === EMPTY ? -2 : place;
  }

  private slotOf(hash: number): number {
    return (hash ^ (hash >>> 15)) & (this.slots.length - 1);
  }

  private isWord(place: number, bytes: Uint8Array, start: number, end: number): boolean {
    const { bytes: words } = this;
    const from = this.starts[place]!;
    const length = end - start;
    if (this.starts[place + 1]! - from !== length) return false;
    for (let at = 0; at < length; at += 1) if (words[from + at] !== bytes[start + at]) return false;
    return true;
  }
}

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = WORD_SEED;
  for (let at = start; at < end; at += 1) hash = wordHash(hash, bytes[at]!);
  return hash;
}

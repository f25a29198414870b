import { encodeUtf8 } from '../tabular/utf8.ts';

const EMPTY = -1;

/** Finds texts by their bytes, so that bytes need not become texts to be looked up. */
export class WordTable {
  private readonly slots: Int32Array;
  private readonly words: readonly Uint8Array[];
  private readonly byText: ReadonlyMap<string, number>;

  constructor(texts: readonly string[]) {
    this.words = texts.map((text) => encodeUtf8(text));
    this.byText = new Map(texts.map((text, place) => [text, place]));
    this.slots = new Int32Array(2 ** Math.ceil(Math.log2(texts.length * 2 + 2))).fill(EMPTY);
    for (const [place, word] of this.words.entries()) {
      let slot = this.slotOf(word, 0, word.length);
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
    let slot = this.slotOf(bytes, start, end);
    for (;;) {
      const place = this.slots[slot]!;
      if (place === EMPTY) return -2;
      if (isSame(this.words[place]!, bytes, start, end)) return place;
      slot = (slot + 1) & (this.slots.length - 1);
    }
  }

  private slotOf(bytes: Uint8Array, start: number, end: number): number {
    let hash = 0x811c9dc5;
    for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
    return (hash ^ (hash >>> 15)) & (this.slots.length - 1);
  }
}

function isSame(word: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let at = 0; at < word.length; at += 1) if (word[at] !== bytes[start + at]) return false;
  return true;
}

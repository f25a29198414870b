import { quickHash } from '../hashing/quick-hash.ts';

/** Texts that there is room for at first. */
const FIRST_TEXTS = 64;

/** Texts that were met, known by their bytes: finding one makes no text. Holds so many and no more. */
export class ByteDictionary {
  /** The texts in the order of their places. */
  public readonly texts: string[] = [];
  private readonly keys: Uint8Array[] = [];
  private slots: Int32Array;
  private lows: Int32Array;

  /** @param capacity a power of two */
  constructor(private readonly capacity: number) {
    const first = Math.min(capacity, FIRST_TEXTS);
    this.slots = new Int32Array(first * 2);
    this.lows = new Int32Array(first);
  }

  /** Place of the text in these bytes; -1 when it is not known. */
  public find(bytes: Uint8Array, start: number, end: number): number {
    const low = quickHash(bytes, start, end);
    const mask = this.slots.length - 1;
    for (let slot = low & mask; this.slots[slot] !== 0; slot = (slot + 1) & mask) {
      const place = this.slots[slot]! - 1;
      if (this.lows[place] === low && isSame(this.keys[place]!, bytes, start, end)) return place;
    }
    return -1;
  }

  /** Keeps the text in these bytes, which was not found; answers its place, or -1 when all are taken. */
  public add(bytes: Uint8Array, start: number, end: number, text: string): number {
    const place = this.keys.length;
    if (place === this.capacity) return -1;
    if (place === this.lows.length) this.grow();
    this.lows[place] = quickHash(bytes, start, end);
    this.link(place);
    this.keys.push(bytes.slice(start, end));
    this.texts.push(text);
    return place;
  }

  private link(place: number): void {
    const mask = this.slots.length - 1;
    let slot = this.lows[place]! & mask;
    while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
    this.slots[slot] = place + 1;
  }

  private grow(): void {
    const lows = new Int32Array(2 * this.lows.length);
    lows.set(this.lows);
    this.lows = lows;
    this.slots = new Int32Array(4 * this.keys.length);
    for (let place = 0; place < this.keys.length; place += 1) this.link(place);
  }
}

function isSame(key: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (key.length !== end - start) return false;
  for (let at = 0; at < key.length; at += 1) if (key[at] !== bytes[start + at]) return false;
  return true;
}

import { quickHash } from '../hashing/quick-hash.ts';

/** Texts and bytes that there is room for at first. */
const [FIRST_TEXTS, FIRST_BYTES] = [64, 1 << 10];

/** Texts that were met, known by their bytes: finding one makes no text. Holds so many and no more. */
export class ByteDictionary {
  /** The texts in the order of their places. */
  public readonly texts: string[] = [];
  /** The bytes of all texts, one behind the other, and where each ends. */
  private keys = new Uint8Array(FIRST_BYTES);
  private ends: Int32Array;
  private slots: Int32Array;
  private lows: Int32Array;

  /** @param capacity a power of two */
  constructor(private readonly capacity: number) {
    const first = Math.min(capacity, FIRST_TEXTS);
    this.slots = new Int32Array(first * 2);
    this.lows = new Int32Array(first);
    this.ends = new Int32Array(first);
  }

  /** Place of the text in these bytes; -1 when it is not known. */
  public find(bytes: Uint8Array, start: number, end: number): number {
    const low = quickHash(bytes, start, end);
    const { slots, lows, ends, keys } = this;
    const mask = slots.length - 1;
    const size = end - start;
    for (let slot = low & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const place = slots[slot]! - 1;
      if (lows[place] !== low) continue;
      const from = place === 0 ? 0 : ends[place - 1]!;
      if (ends[place]! - from !== size) continue;
      let same = 0;
      while (same < size && keys[from + same] === bytes[start + same]) same += 1;
      if (same === size) return place;
    }
    return -1;
  }

  /** Keeps the text in these bytes, which was not found; answers its place, or -1 when all are taken. */
  public add(bytes: Uint8Array, start: number, end: number, text: string): number {
    const place = this.texts.length;
    if (place === this.capacity) return -1;
    if (place === this.lows.length) this.grow();
    this.lows[place] = quickHash(bytes, start, end);
    this.keep(place, bytes.subarray(start, end));
    this.link(place);
    this.texts.push(text);
    return place;
  }

  private keep(place: number, key: Uint8Array): void {
    const from = place === 0 ? 0 : this.ends[place - 1]!;
    const to = from + key.length;
    if (to > this.keys.length) {
      const more = new Uint8Array(2 * to);
      more.set(this.keys);
      this.keys = more;
    }
    this.keys.set(key, from);
    this.ends[place] = to;
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
    const ends = new Int32Array(lows.length);
    ends.set(this.ends);
    this.ends = ends;
    this.slots = new Int32Array(2 * lows.length);
    for (let place = 0; place < this.texts.length; place += 1) this.link(place);
  }
}

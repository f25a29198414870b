import { quickHash } from '../hashing/quick-hash.ts';

/** Texts and bytes that there is room for at first. */
const [FIRST_TEXTS, FIRST_BYTES] = [64, 1 << 10];

/** Bytes of a text's length. */
const LENGTH_BYTES = 4;

/** Different texts, known by their bytes, in the form in which Parquet writes them plainly. */
export class TextDictionary {
  /** How many there are. */
  public count = 0;
  private bytes = new Uint8Array(FIRST_BYTES);
  private length = 0;
  /** Where each text begins; behind the last one, where they end. */
  private starts = new Int32Array(FIRST_TEXTS + 1);
  private hashes = new Int32Array(FIRST_TEXTS);
  /** One more than the place of a text whose hash belongs there; 0 where there is none. */
  private slots = new Int32Array(2 * FIRST_TEXTS);

  /** How many bytes they have. */
  public get size(): number {
    return this.length;
  }

  /** All of them, plainly written: each behind its length. */
  public get written(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  /** The text at a place, behind its length. */
  public at(place: number): Uint8Array {
    return this.bytes.subarray(this.starts[place]!, this.starts[place + 1]!);
  }

  /** The place of a text, which is added where it was not met before. */
  public place(bytes: Uint8Array, start: number, end: number): number {
    const hash = quickHash(bytes, start, end);
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const place = this.slots[slot]! - 1;
      if (place < 0) break;
      if (this.hashes[place] === hash && this.isAt(place, bytes, start, end)) return place;
      slot = (slot + 1) & mask;
    }
    this.add(hash, bytes, start, end);
    this.slots[slot] = this.count;
    if (this.count === this.hashes.length) this.grow();
    return this.count - 1;
  }

  /** Forgets all. */
  public clear(): void {
    this.count = this.length = 0;
    this.slots.fill(0);
  }

  private isAt(place: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.starts[place]! + LENGTH_BYTES;
    const size = end - start;
    if (this.starts[place + 1]! - from !== size) return false;
    const { bytes: own } = this;
    for (let at = 0; at < size; at += 1) if (own[from + at] !== bytes[start + at]) return false;
    return true;
  }

  private add(hash: number, bytes: Uint8Array, start: number, end: number): void {
    const size = end - start;
    const from = this.length;
    const to = from + LENGTH_BYTES + size;
    if (to > this.bytes.length) {
      const more = new Uint8Array(2 * to);
      more.set(this.written);
      this.bytes = more;
    }
    for (let at = 0; at < LENGTH_BYTES; at += 1) this.bytes[from + at] = size >>> (8 * at);
    this.bytes.set(bytes.subarray(start, end), from + LENGTH_BYTES);
    this.hashes[this.count] = hash;
    this.count += 1;
    this.starts[this.count] = this.length = to;
  }

  private grow(): void {
    const { starts, hashes, count } = this;
    this.starts = new Int32Array(2 * count + 1);
    this.starts.set(starts);
    this.hashes = new Int32Array(2 * count);
    this.hashes.set(hashes);
    this.slots = new Int32Array(4 * count);
    const mask = this.slots.length - 1;
    for (let place = 0; place < count; place += 1) {
      let slot = hashes[place]! & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = place + 1;
    }
  }
}

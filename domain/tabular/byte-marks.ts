import { markFinder } from './mark-finder.ts';

const FIRST = 1 << 10;

/**
 * Where in a buffer bytes stand at which a reader of CSV may have something to do, in their order:
 * delimiters, quotes, LF, CR, NUL, and all bytes that are no ASCII. Behind the last one stands where the
 * bytes end.
 */
export class ByteMarks {
  /** The places. */
  public places = new Int32Array(FIRST);
  private count = 0;
  private marked = 0;

  /** Leaves the first bytes out; they are not marked yet. */
  public skip(bytes: number): void {
    this.marked = bytes;
  }

  /** Marks the bytes that have come into the buffer, whose first `length` bytes there are. */
  public extend(bytes: Uint8Array, length: number, delimiter: number): void {
    const { count, marked } = this;
    const most = count + length - marked + 1;
    if (most > this.places.length) this.grow(most);
    const { places } = this;
    this.count = markFinder({ bytes, from: marked, to: length, delimiter, places, count });
    this.marked = length;
    places[this.count] = length;
  }

  /** Forgets so many marks; so many bytes have left the front of the buffer. */
  public drop(marks: number, bytes: number): void {
    const { places, count } = this;
    for (let at = marks; at < count; at += 1) places[at - marks] = places[at]! - bytes;
    // The end of the last row may be the end of the bytes, which is no mark.
    this.count = Math.max(0, count - marks);
    this.marked -= bytes;
  }

  private grow(most: number): void {
    const more = new Int32Array(2 * most);
    more.set(this.places.subarray(0, this.count));
    this.places = more;
  }
}

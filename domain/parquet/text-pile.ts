import { DomainError } from '../errors.ts';
import { decodeUtf8, encodeUtf8 } from '../tabular/utf8.ts';
import { isUtf8 } from '../tabular/valid-utf8.ts';

const [MINUS, ZERO] = [45, 48];
const FIRST = 1 << 12;

/** Whole numbers below are written digit by digit. */
const MOST_DIGITS = 2 ** 31;

/** Texts in UTF-8, one behind the other: hundreds of thousands take little more room than their bytes. */
export class TextPile {
  public bytes: Uint8Array = new Uint8Array(FIRST);
  /** How many texts there are. */
  public count = 0;
  private ends: Int32Array;
  private length = 0;

  /** @param texts how many there will be, as far as that is known */
  constructor(texts: number) {
    this.ends = new Int32Array(texts);
  }

  /** Where a text begins. */
  public startOf(index: number): number {
    return index === 0 ? 0 : this.ends[index - 1]!;
  }

  /** Where a text ends. */
  public endOf(index: number): number {
    return this.ends[index]!;
  }

  /** A text. */
  public textOf(index: number): string {
    return decodeUtf8(this.bytes.subarray(this.startOf(index), this.endOf(index)));
  }

  /** Ends the text that was written since the last one ended. */
  public end(): void {
    if (this.count === this.ends.length) {
      const more = new Int32Array(2 * this.ends.length + 16);
      more.set(this.ends);
      this.ends = more;
    }
    this.ends[this.count] = this.length;
    this.count += 1;
  }

  /** Writes a character of ASCII. */
  public byte(code: number): void {
    if (this.length === this.bytes.length) this.grow(1);
    this.bytes[this.length] = code;
    this.length += 1;
  }

  /** Writes a text. */
  public text(text: string): void {
    const { length } = this;
    if (length + text.length > this.bytes.length) this.grow(text.length);
    const { bytes } = this;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code > 127) return void this.copy(encodeUtf8(text));
      bytes[length + at] = code;
    }
    this.length = length + text.length;
  }

  /** Writes bytes that are to be a text. @throws DomainError `NotUtf8` */
  public utf8(text: Uint8Array): void {
    const seen = this.copy(text);
    if (seen > 127 && !isUtf8(text, 0, text.length)) {
      throw new DomainError('NotUtf8', 'save the file as UTF-8: it holds bytes that are no text');
    }
  }

  /** Writes a text of another pile. */
  public from({ bytes, ends }: TextPile, index: number): void {
    const start = index === 0 ? 0 : ends[index - 1]!;
    this.range(bytes, start, ends[index]!);
  }

  /** Writes a number as JavaScript does. */
  public number(value: number): void {
    if (!(value > -MOST_DIGITS && value < MOST_DIGITS) || Math.floor(value) !== value) {
      return this.text(String(value));
    }
    if (value < 0) this.byte(MINUS);
    this.whole(Math.abs(value), 1);
  }

  /** Writes a whole number below 2^31 with so many digits at least. */
  public whole(value: number, least: number): void {
    let size = least;
    for (let limit = 10 ** least; value >= limit; limit *= 10) size += 1;
    if (this.length + size > this.bytes.length) this.grow(size);
    const { bytes } = this;
    let rest = value;
    for (let at = this.length + size - 1; at >= this.length; at -= 1) {
      const tenth = Math.floor(rest / 10);
      bytes[at] = ZERO + rest - 10 * tenth;
      rest = tenth;
    }
    this.length += size;
  }

  private copy(text: Uint8Array): number {
    return this.range(text, 0, text.length);
  }

  /** Answers all bytes, or-ed. */
  private range(from: Uint8Array, start: number, end: number): number {
    const size = end - start;
    if (this.length + size > this.bytes.length) this.grow(size);
    const { bytes, length } = this;
    let seen = 0;
    for (let at = 0; at < size; at += 1) {
      const byte = from[start + at]!;
      seen |= byte;
      bytes[length + at] = byte;
    }
    this.length = length + size;
    return seen;
  }

  private grow(size: number): void {
    const more = new Uint8Array(2 * (this.bytes.length + size));
    more.set(this.bytes.subarray(0, this.length));
    this.bytes = more;
  }
}

import { decodeUtf8, encodeUtf8 } from '../tabular/utf8.ts';
import type { CaptureEnvelope, CaptureView } from './capture-view.ts';
import type { WordTable } from '../hashing/word-table.ts';

const QUOTE = 34;
const COMMA = 44;
const MINUS = 45;
const DOT = 46;
const ZERO = 48;
const NINE = 57;
const BACKSLASH = 92;
const CLOSE = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const INDEX = encodeUtf8('{"index":');
const VALUES = encodeUtf8(',"values":[');
const PREDICTION = encodeUtf8(',"prediction":[');

/** Digits that a double holds exactly as a whole number, and powers of ten that it does. */
const EXACT_DIGITS = 15;
const POWERS = Array.from({ length: EXACT_DIGITS + 1 }, (_, power) => 10 ** power);

/**
 * Finds the values of the rows of a capture in its bytes, where they stand as we write them:
 * `{"index":0,"values":["...","..."],"prediction":[...]},...]}` without escapes. It knows one line at a
 * time.
 */
export class RowScanner implements CaptureView {
  public inferenceId = '';
  public at = '';
  public version = 0;
  public columns: readonly string[] = [];
  public rows = 0;
  private cursor = 0;
  private width = 0;
  private starts = new Int32Array(4096);
  private ends = new Int32Array(4096);
  private indices: number[] = [];
  private predictionStarts: number[] = [];
  private predictionEnds: number[] = [];

  constructor(private readonly bytes: Uint8Array) {}

  /** Scans rows that begin at a place and close the line; false where they are written otherwise. */
  public scan(envelope: CaptureEnvelope, start: number, end: number): boolean {
    this.cursor = start;
    this.width = envelope.columns.length;
    this.indices = [];
    this.predictionStarts = [];
    this.predictionEnds = [];
    while (this.bytes[this.cursor] === OPEN_BRACE) {
      if (!this.scanRow()) return false;
      if (this.bytes[this.cursor] !== COMMA) break;
      this.cursor += 1;
    }
    this.inferenceId = envelope.inferenceId;
    this.at = envelope.at;
    this.version = envelope.version;
    this.columns = envelope.columns;
    this.rows = this.indices.length;
    const closes = this.bytes[this.cursor] === CLOSE && this.bytes[this.cursor + 1] === CLOSE_BRACE;
    return closes && this.cursor + 2 === end;
  }

  public indexOf(row: number): number {
    return this.indices[row]!;
  }

  public text(row: number, column: number): string {
    const place = row * this.width + column;
    return decodeUtf8(this.bytes.subarray(this.starts[place], this.ends[place]));
  }

  /** Plain decimals are computed from their digits, which gives the same double; others are parsed. */
  public number(row: number, column: number): number {
    const place = row * this.width + column;
    const start = this.starts[place]!;
    const end = this.ends[place]!;
    if (start === end) return NaN;
    const isNegative = this.bytes[start] === MINUS;
    const first = isNegative ? start + 1 : start;
    if (end - first > EXACT_DIGITS || end === first) return Number(this.text(row, column));
    let value = 0;
    let decimals = -1;
    for (let at = first; at < end; at += 1) {
      const byte = this.bytes[at]!;
      if (byte >= ZERO && byte <= NINE) value = value * 10 + (byte - ZERO);
      else if (byte === DOT && decimals < 0) decimals = end - at - 1;
      else return Number(this.text(row, column));
    }
    const size = decimals > 0 ? value / POWERS[decimals]! : value;
    return isNegative ? -size : size;
  }

  public place(row: number, column: number, table: WordTable): number {
    const place = row * this.width + column;
    const start = this.starts[place]!;
    const end = this.ends[place]!;
    return start === end ? -1 : table.placeOfBytes(this.bytes, start, end);
  }

  /** The numbers of a prediction. */
  public prediction(row: number): number[] {
    const numbers: number[] = [];
    let text = '';
    for (let at = this.predictionStarts[row]!; at < this.predictionEnds[row]!; at += 1) {
      const byte = this.bytes[at]!;
      if (byte !== COMMA) text += String.fromCharCode(byte);
      else {
        numbers.push(Number(text));
        text = '';
      }
    }
    numbers.push(Number(text));
    return numbers;
  }

  private scanRow(): boolean {
    if (!this.skip(INDEX)) return false;
    let index = 0;
    for (
      let byte = this.bytes[this.cursor]!;
      byte >= ZERO && byte <= NINE;
      byte = this.bytes[this.cursor]!
    ) {
      index = index * 10 + (byte - ZERO);
      this.cursor += 1;
    }
    const from = this.indices.length * this.width;
    if (!this.skip(VALUES) || !this.scanValues(from) || !this.skip(PREDICTION)) return false;
    const start = this.cursor;
    const end = this.bytes.indexOf(CLOSE, start);
    if (end <= start || this.bytes[end + 1] !== CLOSE_BRACE) return false;
    this.indices.push(index);
    this.predictionStarts.push(start);
    this.predictionEnds.push(end);
    this.cursor = end + 2;
    return true;
  }

  private scanValues(from: number): boolean {
    const { bytes } = this;
    if (from + this.width > this.starts.length) this.grow();
    const last = from + this.width - 1;
    let { cursor: at } = this;
    for (let place = from; place < from + this.width; place += 1) {
      if (bytes[at] !== QUOTE) return false;
      at += 1;
      this.starts[place] = at;
      let byte = bytes[at];
      while (byte !== QUOTE && byte !== BACKSLASH && byte !== undefined) byte = bytes[(at += 1)];
      if (byte !== QUOTE) return false;
      this.ends[place] = at;
      if (bytes[at + 1] !== (place === last ? CLOSE : COMMA)) return false;
      at += 2;
    }
    this.cursor = at;
    return true;
  }

  private skip(text: Uint8Array): boolean {
    for (let at = 0; at < text.length; at += 1)
      if (this.bytes[this.cursor + at] !== text[at]) return false;
    this.cursor += text.length;
    return true;
  }

  private grow(): void {
    const size = 2 * this.starts.length + this.width;
    const [starts, ends] = [new Int32Array(size), new Int32Array(size)];
    starts.set(this.starts);
    ends.set(this.ends);
    [this.starts, this.ends] = [starts, ends];
  }
}

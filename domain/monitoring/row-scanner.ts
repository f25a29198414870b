import { WORD_SEED, wordHash } from '../hashing/word-table.ts';
import { decimalIn } from '../tabular/decimal.ts';
import { decodeUtf8, encodeUtf8 } from '../tabular/utf8.ts';
import type { CaptureEnvelope, CaptureView } from './capture-view.ts';
import type { WordTable } from '../hashing/word-table.ts';

const QUOTE = 34;
const COMMA = 44;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const NINE = 57;
const BACKSLASH = 92;
const CLOSE = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const INDEX = encodeUtf8('{"index":');
const VALUES = encodeUtf8(',"values":[');
const PREDICTION = encodeUtf8(',"prediction":[');

/** Bytes of a number whose digits fit 32 bits. */
const SHORT = 9;

const POWERS = Float64Array.of(1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9);

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
  private starts = new Int32Array(0);
  private ends = new Int32Array(0);
  /** Values of the columns that hold numbers, hashes of the others. */
  private values = new Float64Array(0);
  private hashes = new Int32Array(0);
  private isNumber = new Uint8Array(0);
  private indices = new Float64Array(0);
  private predictionStarts = new Int32Array(0);
  private predictionEnds = new Int32Array(0);
  private numberScratch = new Float64Array(0);
  private placeScratch = new Int32Array(0);

  constructor(
    private readonly bytes: Uint8Array,
    private readonly numeric: ReadonlySet<string>,
  ) {}

  /** Scans rows that begin at a place and close the line; false where they are written otherwise. */
  public scan(envelope: CaptureEnvelope, start: number, end: number): boolean {
    this.cursor = start;
    if (envelope.columns !== this.columns) this.arrange(envelope.columns);
    this.rows = 0;
    while (this.bytes[this.cursor] === OPEN_BRACE) {
      if (!this.scanRow()) return false;
      if (this.bytes[this.cursor] !== COMMA) break;
      this.cursor += 1;
    }
    this.inferenceId = envelope.inferenceId;
    this.at = envelope.at;
    this.version = envelope.version;
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

  public numbers(column: number): Float64Array {
    const { rows, width, values } = this;
    if (this.isNumber[column] === 0) this.readNumbers(column);
    const numbers = this.numberScratch;
    for (let row = 0, place = column; row < rows; row += 1, place += width) {
      numbers[row] = values[place]!;
    }
    return numbers;
  }

  public places(column: number, table: WordTable): Int32Array {
    const { bytes, starts, ends, width, rows, hashes } = this;
    const places = this.placeScratch;
    const isHashed = this.isNumber[column] === 0;
    for (let row = 0, place = column; row < rows; row += 1, place += width) {
      const [start, end] = [starts[place]!, ends[place]!];
      if (start === end) places[row] = -1;
      else if (isHashed) places[row] = table.placeOfHashed(hashes[place]!, bytes, start, end);
      else places[row] = table.placeOfBytes(bytes, start, end);
    }
    return places;
  }

  public prediction(row: number): number[] {
    const numbers: number[] = [];
    const last = this.predictionEnds[row]!;
    for (let start = this.predictionStarts[row]!; start <= last;) {
      const end = this.endOfNumber(start, last);
      numbers.push(this.numberIn(start, end));
      start = end + 1;
    }
    return numbers;
  }

  public leading(): Float64Array {
    const { rows, predictionStarts, predictionEnds, numberScratch: numbers } = this;
    for (let row = 0; row < rows; row += 1) {
      const start = predictionStarts[row]!;
      numbers[row] = this.numberIn(start, this.endOfNumber(start, predictionEnds[row]!));
    }
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
    const from = this.rows * this.width;
    if (this.rows === this.indices.length || from + this.width > this.starts.length) this.grow();
    if (!this.skip(VALUES) || !this.scanValues(from) || !this.skip(PREDICTION)) return false;
    const start = this.cursor;
    let end = start;
    for (let byte = this.bytes[end]; byte !== CLOSE && byte !== undefined;)
      byte = this.bytes[(end += 1)];
    if (end === start || this.bytes[end + 1] !== CLOSE_BRACE) return false;
    this.indices[this.rows] = index;
    this.predictionStarts[this.rows] = start;
    this.predictionEnds[this.rows] = end;
    this.rows += 1;
    this.cursor = end + 2;
    return true;
  }

  private scanValues(from: number): boolean {
    const { bytes, width, starts, ends, isNumber } = this;
    let { cursor: at } = this;
    for (let column = 0; column < width; column += 1) {
      if (bytes[at] !== QUOTE) return false;
      const start = at + 1;
      const place = from + column;
      const end =
        isNumber[column] === 1 ? this.scanNumber(start, place) : this.scanWord(start, place);
      if (end < 0 || bytes[end + 1] !== (column === width - 1 ? CLOSE : COMMA)) return false;
      starts[place] = start;
      ends[place] = end;
      at = end + 2;
    }
    this.cursor = at;
    return true;
  }

  /** Reads a short decimal at a place; answers where its quote stands, -1 where it is written otherwise. */
  private scanNumber(start: number, place: number): number {
    const { bytes } = this;
    const isNegative = bytes[start] === MINUS;
    const first = isNegative ? start + 1 : start;
    let at = first;
    let digits = 0;
    let byte = bytes[at]!;
    while (byte >= ZERO && byte <= NINE) {
      digits = (Math.imul(digits, 10) + byte - ZERO) | 0;
      byte = bytes[(at += 1)]!;
    }
    let decimals = 0;
    if (byte === POINT) {
      const point = at;
      byte = bytes[(at += 1)]!;
      while (byte >= ZERO && byte <= NINE) {
        digits = (Math.imul(digits, 10) + byte - ZERO) | 0;
        byte = bytes[(at += 1)]!;
      }
      decimals = at - point - 1;
    }
    // Short, and with a digit beside the point.
    if (byte !== QUOTE || at - first > SHORT || at - first < 2) return this.scanOther(start, place);
    const size = digits / POWERS[decimals]!;
    this.values[place] = isNegative ? -size : size;
    return at;
  }

  /** Reads a number of any form. */
  private scanOther(start: number, place: number): number {
    const end = this.scanWord(start, place);
    if (end >= 0) this.values[place] = this.numberIn(start, end);
    return end;
  }

  /** Reads a text; answers where its quote stands, -1 where it is written otherwise. */
  private scanWord(start: number, place: number): number {
    const { bytes } = this;
    let at = start;
    let hash = WORD_SEED;
    let byte = bytes[at];
    while (byte !== QUOTE && byte !== BACKSLASH && byte !== undefined) {
      hash = wordHash(hash, byte);
      byte = bytes[(at += 1)];
    }
    this.hashes[place] = hash;
    return byte === QUOTE ? at : -1;
  }

  /** Reads the numbers of a column of which nobody said that it holds numbers. */
  private readNumbers(column: number): void {
    for (let row = 0, place = column; row < this.rows; row += 1, place += this.width) {
      this.values[place] = this.numberIn(this.starts[place]!, this.ends[place]!);
    }
  }

  private endOfNumber(start: number, last: number): number {
    let end = start;
    while (end < last && this.bytes[end] !== COMMA) end += 1;
    return end;
  }

  private numberIn(start: number, end: number): number {
    const value = start === end ? NaN : decimalIn(this.bytes, start, end);
    if (value === value || start === end) return value;
    return Number(decodeUtf8(this.bytes.subarray(start, end)));
  }

  private skip(text: Uint8Array): boolean {
    for (let at = 0; at < text.length; at += 1)
      if (this.bytes[this.cursor + at] !== text[at]) return false;
    this.cursor += text.length;
    return true;
  }

  private arrange(columns: readonly string[]): void {
    this.columns = columns;
    this.width = columns.length;
    this.isNumber = Uint8Array.from(columns, (name) => (this.numeric.has(name) ? 1 : 0));
  }

  /** Makes room for twice as many rows, and for one at least. */
  private grow(): void {
    const room = 2 * Math.max(this.rows, 32);
    const places = room * this.width;
    this.starts = grown(this.starts, new Int32Array(places));
    this.ends = grown(this.ends, new Int32Array(places));
    this.hashes = grown(this.hashes, new Int32Array(places));
    this.values = grown(this.values, new Float64Array(places));
    this.indices = grown(this.indices, new Float64Array(room));
    this.predictionStarts = grown(this.predictionStarts, new Int32Array(room));
    this.predictionEnds = grown(this.predictionEnds, new Int32Array(room));
    this.numberScratch = new Float64Array(room);
    this.placeScratch = new Int32Array(room);
  }
}

/** What was there in more room. */
function grown<Numbers extends Int32Array | Float64Array>(before: Numbers, room: Numbers): Numbers {
  if (before.length > room.length) return before;
  room.set(before);
  return room;
}

import { DomainError } from '../errors.ts';
import { ByteMarks } from './byte-marks.ts';
import { DELIMITERS, MAX_COLUMNS, MAX_ROW_BYTES } from './csv-dialect.ts';
import { detectDelimiter } from './detect-delimiter.ts';
import { FieldRow } from './field-row.ts';
import { isUtf8 } from './valid-utf8.ts';
import type { CsvOptions, Delimiter, MiddleOfCsv } from './csv-dialect.ts';

/** Called for each row; the row is another one after the call. */
export type FieldRowConsumer = (row: FieldRow) => void;

const [QUOTE, LF, CR, NUL, HIGHEST] = [34, 10, 13, 0, 0x80];

const SLICE_BYTES = 1 << 16;

/** A place behind all others. */
const NOWHERE = 0x7fffffff;

/**
 * Reads CSV (RFC 4180) out of chunks of bytes, as ranges of bytes: no text is made of a field that
 * nobody asks for. Quotes, doubled quotes, line breaks in quotes and characters may cross chunks; lines
 * end in LF or CRLF, or in any of CR, LF and CRLF when the first line ends in CR; a byte order mark is
 * skipped; the last line need not end. A quote inside a field that does not begin with one is text. A
 * blank line is a row of one empty field.
 */
export class ByteScanner {
  private buffer = new Uint8Array(2 * SLICE_BYTES);
  private length = 0;
  private position = 0;
  private line = 1;
  private begun = false;
  private attemptAt = 0;
  private areLineEndsKnown = false;
  private readonly row = new FieldRow();
  private readonly marks = new ByteMarks();
  /** The first mark that does not stand before `position`. */
  private firstMark = 0;
  /** 1 for bytes that end a field without quotes. */
  private readonly stops = new Uint8Array(256);
  private delimiter = 44;
  // Of the row that is being read: where the next one begins, the mark that comes next, line breaks in
  // quotes, where the first byte stands that is no ASCII, whether there is a NUL.
  private next = 0;
  private mark = 0;
  private breaks = 0;
  private firstHigh = NOWHERE;
  private holdsNul = false;
  /** Whether a field of the row that was read last is marked as one with doubled quotes. */
  private hasEscaped = false;

  constructor(
    private readonly consume: FieldRowConsumer,
    private readonly options: CsvOptions = {},
  ) {
    if (options.from !== undefined) this.goOn(options.from);
  }

  /** What stands between fields: as told, or as found once there was a row. */
  get fieldDelimiter(): Delimiter {
    return DELIMITERS.find((one) => one.charCodeAt(0) === this.delimiter)!;
  }

  /** Whether a CR alone ends lines, as the first line told. */
  get endsInCr(): boolean {
    return this.areLineEndsKnown && this.stops[CR] === 1;
  }

  /**
   * Takes the next bytes.
   *
   * @throws DomainError `NotUtf8`, `TextAfterQuote`, `FieldTooLong`, `TooManyColumns`
   */
  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
      this.append(bytes.subarray(at, at + SLICE_BYTES));
      if (!this.begun && !this.begin(false)) continue;
      if (this.length >= this.attemptAt) this.scan(false);
    }
  }

  /** Says that there are no more bytes. @throws DomainError as `push`, and `QuoteNotClosed` */
  end(): void {
    this.begin(true);
    this.scan(true);
  }

  private append(bytes: Uint8Array): void {
    // One byte more: behind the last one stands a line end, so that no loop has to look for the end.
    if (this.length + bytes.length >= this.buffer.length) {
      const larger = new Uint8Array(2 * (this.length + bytes.length));
      larger.set(this.buffer.subarray(0, this.length));
      this.buffer = larger;
    }
    this.buffer.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Skips the byte order mark and settles the delimiter; false while there are too few bytes for it. */
  private begin(isLast: boolean): boolean {
    if (this.begun) return true;
    const {
      buffer,
      length,
      options: { delimiter = ',' },
    } = this;
    if (!isLast && length < (delimiter === 'detect' ? SLICE_BYTES : 3)) return false;
    this.begun = true;
    const [first, second, third] = buffer.subarray(0, length);
    if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
      throw new DomainError('NotUtf8', 'save the file as UTF-8: it is UTF-16');
    }
    if (first === 0xef && second === 0xbb && third === 0xbf) {
      this.position = 3;
      this.marks.skip(3);
    }
    // The same bytes whatever the chunks are, so that every reader of a file finds the same.
    const sample = buffer.subarray(this.position, Math.min(length, SLICE_BYTES));
    const isWhole = isLast && length <= SLICE_BYTES;
    this.separate(delimiter === 'detect' ? detectDelimiter(sample, isWhole) : delimiter);
    return true;
  }

  /** Begins in the middle of a file. */
  private goOn({ line, endsInCr }: MiddleOfCsv): void {
    const { delimiter = ',' } = this.options;
    if (delimiter !== 'detect') this.separate(delimiter);
    this.begun = delimiter !== 'detect';
    this.line = line;
    this.areLineEndsKnown = true;
    this.stops[CR] = endsInCr ? 1 : 0;
  }

  private separate(delimiter: Delimiter): void {
    this.delimiter = delimiter.charCodeAt(0);
    for (const byte of [this.delimiter, LF, CR]) this.stops[byte] = 1;
  }

  private scan(isLast: boolean): void {
    this.buffer[this.length] = LF;
    this.marks.extend(this.buffer, this.length, this.delimiter);
    this.row.over(this.buffer.subarray(0, this.length + 1));
    while (this.position < this.length && this.scanRow(isLast)) this.emit();
    this.buffer.copyWithin(0, this.position, this.length);
    this.marks.drop(this.firstMark, this.position);
    this.firstMark = 0;
    this.length -= this.position;
    this.position = 0;
    const { maxRowBytes = MAX_ROW_BYTES } = this.options;
    if (this.length > maxRowBytes) {
      const advice = `close the quote or split the row that starts on line ${this.line}`;
      throw new DomainError('FieldTooLong', `${advice}: it has more than ${maxRowBytes} bytes`);
    }
    // A row that was not whole is read again once it is longer by half: never quadratic.
    this.attemptAt = this.length + (this.length >> 1);
  }

  private emit(): void {
    const {
      row,
      position,
      next,
      options: { maxRowBytes = MAX_ROW_BYTES },
    } = this;
    row.line = this.line;
    row.isAscii = this.firstHigh === NOWHERE;
    row.holdsNul = this.holdsNul;
    if (!row.isAscii && !isUtf8(this.buffer, this.firstHigh, next)) {
      throw new DomainError(
        'NotUtf8',
        `save the file as UTF-8, or say its \`encoding\` in the contract: line ${this.line} holds bytes that are no text`,
      );
    }
    if (row.width > (this.options.maxColumns ?? MAX_COLUMNS)) throw this.tooWide();
    if (next - position > maxRowBytes) {
      const reason = `it has more than ${maxRowBytes} bytes`;
      throw new DomainError(
        'FieldTooLong',
        `split the row that starts on line ${this.line}: ${reason}`,
      );
    }
    this.consume(row);
    this.line += 1 + this.breaks;
    this.position = next;
    this.firstMark = this.mark;
  }

  /** Finds the fields of the next row; false when its end is not there yet. */
  private scanRow(isLast: boolean): boolean {
    const { buffer, length, row, delimiter } = this;
    let at = this.position;
    this.startRow();
    for (;;) {
      if (row.width === row.starts.length) this.widen();
      const end = buffer[at] === QUOTE ? this.quoted(at, isLast) : this.plain(at);
      if (end < 0 || (end >= length && !isLast)) return false;
      if (buffer[end] !== delimiter) {
        const next = this.afterLineEnd(end, isLast);
        this.next = Math.min(next, length);
        return next >= 0;
      }
      at = end + 1;
    }
  }

  private startRow(): void {
    this.mark = this.firstMark;
    this.breaks = this.row.width = 0;
    this.firstHigh = NOWHERE;
    this.holdsNul = false;
    if (this.hasEscaped) this.unescape();
  }

  /** Reads fields without quotes, up to one in quotes or the end of the row; answers where they end. */
  private plain(at: number): number {
    const { buffer, row, stops, delimiter } = this;
    const { places } = this.marks;
    const { starts, ends } = row;
    let { width } = row;
    let { mark } = this;
    let end = places[mark]!;
    for (;;) {
      let code = buffer[end]!;
      while (code !== delimiter && stops[code] === 0) {
        this.pass(code, end);
        end = places[(mark += 1)]!;
        code = buffer[end]!;
      }
      starts[width] = at;
      ends[width] = end;
      width += 1;
      mark += 1;
      if (code !== delimiter || width === starts.length || buffer[end + 1] === QUOTE) break;
      at = end + 1;
      end = places[mark]!;
    }
    this.mark = mark;
    row.width = width;
    // Of CRLF, the CR is still at the end of the field.
    if (buffer[end] === LF && end > at && buffer[end - 1] === CR) ends[width - 1] = end - 1;
    return end;
  }

  /** Passes a marked byte that is part of a field. */
  private pass(code: number, at: number): void {
    if (code === NUL) this.holdsNul = true;
    else if (code >= HIGHEST && at < this.firstHigh) this.firstHigh = at;
  }

  /** Reads a field in quotes; answers where what is behind it begins, or -1. */
  private quoted(open: number, isLast: boolean): number {
    const { buffer, length, row } = this;
    let escaped = 0;
    // The first is the one that opens, and so is the second of two.
    this.mark += 1;
    let close = this.nextQuote();
    while (close + 1 < length && buffer[close + 1] === QUOTE) {
      escaped = 1;
      this.mark += 1;
      close = this.nextQuote();
    }
    if (close >= length && isLast) {
      throw new DomainError(
        'QuoteNotClosed',
        `close the quote that is opened in the row of line ${this.line}`,
      );
    }
    if (close + 1 >= length && !isLast) return -1;
    row.starts[row.width] = open + 1;
    row.ends[row.width] = close;
    if (escaped === 1) this.escape(row.width);
    row.width += 1;
    return this.behindQuote(close + 1, isLast);
  }

  /** The next quote that is marked; the length when there is none. Counts line breaks on the way. */
  private nextQuote(): number {
    const { buffer, length } = this;
    const { places } = this.marks;
    for (;;) {
      const at = places[this.mark]!;
      if (at >= length) return length;
      this.mark += 1;
      const code = buffer[at]!;
      if (code === QUOTE) return at;
      if (code === LF) this.breaks += 1;
      else this.pass(code, at);
    }
  }

  /** Marks a field: few are, so that others need no mark. */
  private escape(index: number): void {
    this.row.escaped[index] = 1;
    this.hasEscaped = true;
  }

  private unescape(): void {
    this.row.escaped.fill(0);
    this.hasEscaped = false;
  }

  private behindQuote(end: number, isLast: boolean): number {
    const { buffer, length } = this;
    const code = buffer[end]!;
    this.mark += 1;
    if (code === this.delimiter || code === LF) return end;
    if (code === CR && end + 1 >= length && !isLast) return -1;
    if (code === CR && (this.stops[CR] === 1 || buffer[end + 1] === LF)) return end;
    throw new DomainError(
      'TextAfterQuote',
      `double the quotes inside the quoted field of line ${this.line}`,
    );
  }

  /** The first byte behind the line end at `end`; -1 when one more byte has to be known. */
  private afterLineEnd(end: number, isLast: boolean): number {
    const isBare = this.buffer[end] === CR && this.buffer[end + 1] !== LF;
    if (this.buffer[end] === CR && end + 1 >= this.length && !isLast) return -1;
    if (!this.areLineEndsKnown) {
      this.areLineEndsKnown = true;
      this.stops[CR] = isBare ? 1 : 0;
    }
    if (this.buffer[end] !== CR || isBare) return end + 1;
    // The LF is marked too.
    this.mark += 1;
    return end + 2;
  }

  private widen(): void {
    if (this.row.width >= (this.options.maxColumns ?? MAX_COLUMNS)) throw this.tooWide();
    this.row.grow();
  }

  private tooWide(): DomainError {
    const reason = `the row of line ${this.line} has more than ${this.options.maxColumns ?? MAX_COLUMNS}`;
    return new DomainError(
      'TooManyColumns',
      `split the file by columns, or name its delimiter: ${reason}`,
    );
  }
}

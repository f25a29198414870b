import { DomainError } from '../errors.ts';
import { decoderOfStream } from './utf8.ts';

/** Called for each row with its fields and the number of the line it starts on; the first line is 1. */
export type RowConsumer = (fields: string[], line: number) => void;

/** A row longer than this, in characters, is a file that is no CSV, or a quote that was never closed. */
export const MAX_ROW_LENGTH = 1 << 20;

const [COMMA, QUOTE, LF, CR] = [44, 34, 10, 13];

/**
 * Reads CSV (RFC 4180) out of chunks of bytes: quotes, doubled quotes and line breaks in quotes may cross
 * chunks; lines end in LF or CRLF; a byte order mark is skipped; the last line need not end. A blank line
 * is a row of one empty field.
 */
export class CsvScanner {
  private readonly decoder = decoderOfStream();
  private text = '';
  private position = 0;
  private line = 1;
  private started = false;

  constructor(private readonly consume: RowConsumer) {}

  /** Takes the next bytes. @throws DomainError `NotUtf8`, `TextAfterQuote`, `FieldTooLong` */
  push(bytes: Uint8Array): void {
    this.take(this.decoder.decode(bytes), false);
  }

  /** Says that there are no more bytes. @throws DomainError `NotUtf8`, `QuoteNotClosed` */
  end(): void {
    this.take(this.decoder.end(), true);
  }

  private take(text: string, last: boolean): void {
    this.text = this.text.slice(this.position) + text;
    this.position = 0;
    if (!this.started && this.text !== '') {
      this.started = true;
      if (this.text.charCodeAt(0) === 0xfeff) this.position = 1;
    }
    while (this.position < this.text.length && this.row(last));
    if (this.text.length - this.position > MAX_ROW_LENGTH) {
      throw new DomainError('FieldTooLong', `close the quote or split the row that starts on line ${this.line}`);
    }
  }

  /** Reads one row; false when its end is not there yet. */
  private row(last: boolean): boolean {
    const { text } = this;
    const fields: string[] = [];
    let at = this.position;
    for (;;) {
      const isQuoted = text.charCodeAt(at) === QUOTE;
      const end = isQuoted ? this.quoted(at, fields, last) : this.plain(at, fields, last);
      if (end < 0) return false;
      if (end < text.length && text.charCodeAt(end) === COMMA) {
        at = end + 1;
        if (at === text.length && !last) return false;
        continue;
      }
      this.finish(fields, end);
      return true;
    }
  }

  private finish(fields: string[], end: number): void {
    const start = this.position;
    this.position = Math.min(end + (this.text.charCodeAt(end) === CR ? 2 : 1), this.text.length);
    this.consume(fields, this.line);
    this.line += 1;
    for (const field of fields) if (field.length > 0 && field.includes('\n')) this.line += field.split('\n').length - 1;
    if (this.position - start > MAX_ROW_LENGTH) {
      throw new DomainError('FieldTooLong', `split the row before line ${this.line}: no honest row is that long`);
    }
  }

  /** Reads a field without quotes from `at`; answers where it ends, or -1. */
  private plain(at: number, fields: string[], last: boolean): number {
    const { text } = this;
    let end = at;
    let code = 0;
    while (end < text.length && (code = text.charCodeAt(end)) !== COMMA && code !== LF) end += 1;
    if (end === text.length && !last) return -1;
    if (end > at && code !== COMMA && text.charCodeAt(end - 1) === CR) end -= 1;
    fields.push(text.slice(at, end));
    return end;
  }

  /** Reads a field in quotes from `at`; answers where it ends, or -1. */
  private quoted(at: number, fields: string[], last: boolean): number {
    const { text } = this;
    let close = at;
    do {
      close = text.indexOf('"', close + 1);
      if (close < 0 && last) {
        throw new DomainError('QuoteNotClosed', `close the quote that is opened in the row of line ${this.line}`);
      }
      if (close < 0 || (close + 1 === text.length && !last)) return -1;
    } while (text.charCodeAt(close + 1) === QUOTE && (close += 1));
    const end = close + 1;
    const next = text.charCodeAt(end);
    if (next === CR && end + 1 === text.length && !last) return -1;
    const ends = end === text.length || next === COMMA || next === LF
      || (next === CR && text.charCodeAt(end + 1) === LF);
    if (!ends) throw new DomainError('TextAfterQuote', `double the quotes inside the quoted field of line ${this.line}`);
    const inner = text.slice(at + 1, close);
    fields.push(inner.includes('"') ? inner.replaceAll('""', '"') : inner);
    return end;
  }
}

/** All rows of a whole CSV text or file in memory. */
export function readCsv(chunks: Iterable<Uint8Array>): string[][] {
  const rows: string[][] = [];
  const scanner = new CsvScanner((fields) => rows.push(fields));
  for (const chunk of chunks) scanner.push(chunk);
  scanner.end();
  return rows;
}

import { DomainError } from '../errors.ts';
import { MAX_ROW_BYTES } from './csv-dialect.ts';
import { FieldRow } from './field-row.ts';
import { JsonObjectReader } from './json-object-reader.ts';
import { decodeLossy } from './utf8.ts';
import { isUtf8 } from './valid-utf8.ts';
import type { FieldRowConsumer } from './byte-scanner.ts';

const [LF, CR, TAB, BLANK] = [10, 13, 9, 32];
const SLICE_BYTES = 1 << 16;

/** Members that objects may have in all; further ones are not known by name. */
const MOST_NAMES = 1 << 15;

/** What columns there may be. */
export interface JsonColumns {
  readonly names: readonly string[];
  /** Those whose values have to be plain; of others, nobody asks for the values. */
  readonly wanted: readonly string[];
}

/** The place of a line that is not the first of its file. */
export interface MiddleOfJsonLines {
  /** Number of the line. */
  readonly line: number;
  /** Members of the first object of the file. */
  readonly members: readonly string[];
}

/** How JSON Lines are read. */
export interface JsonLinesOptions {
  /** Longest object in bytes. @default - `MAX_ROW_BYTES` */
  readonly maxRowBytes?: number;
  /** Where in a file the bytes begin. @default - at its beginning */
  readonly from?: MiddleOfJsonLines;
}

/** Who reads JSON Lines. */
export interface JsonLinesConsumer {
  /** Is told the members of the first object, before any row; answers all columns that there may be. */
  readonly names: (members: readonly string[]) => JsonColumns;
  /** Takes each row: its fields are in the order of the columns. */
  readonly take: FieldRowConsumer;
}

/**
 * Reads JSON Lines (jsonlines.org: one JSON object per line, UTF-8) out of chunks of bytes, as ranges of
 * bytes: no text is made of a value that nobody asks for, and no object is built. A line that is no such
 * object, or has what no column can hold, is a row that says so.
 */
export class JsonLinesScanner {
  private buffer = new Uint8Array(2 * SLICE_BYTES);
  private length = 0;
  private searched = 0;
  private line = 0;
  private begun = false;
  private readonly plain = new FieldRow();
  private readonly escaped = new FieldRow();
  private reader: JsonObjectReader | undefined;

  constructor(
    private readonly consumer: JsonLinesConsumer,
    private readonly options: JsonLinesOptions = {},
  ) {
    const { from } = options;
    if (from === undefined) return;
    this.begun = true;
    this.line = from.line - 1;
  }

  /** Takes the next bytes. @throws DomainError `NotUtf8`, `FieldTooLong` */
  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
      this.append(bytes.subarray(at, at + SLICE_BYTES));
      this.scan(false);
    }
  }

  /** Says that there are no more bytes. @throws DomainError as `push` */
  end(): void {
    this.scan(true);
  }

  private append(bytes: Uint8Array): void {
    // One byte more: a line end stands behind the last line, whether it has one or not.
    if (this.length + bytes.length >= this.buffer.length) {
      const larger = new Uint8Array(2 * (this.length + bytes.length));
      larger.set(this.buffer.subarray(0, this.length));
      this.buffer = larger;
    }
    this.buffer.set(bytes, this.length);
    this.length += bytes.length;
  }

  private scan(isLast: boolean): void {
    const { buffer } = this;
    let start = this.begin();
    buffer[this.length] = LF;
    this.plain.over(buffer.subarray(0, this.length + 1));
    for (;;) {
      const end = buffer.indexOf(LF, Math.max(start, this.searched));
      if (end >= this.length && !isLast) break;
      this.line += 1;
      this.take(start, end);
      start = end + 1;
      if (start >= this.length) break;
    }
    start = Math.min(start, this.length);
    buffer.copyWithin(0, start, this.length);
    this.length -= start;
    this.searched = this.length;
    this.checkLength(this.length);
  }

  /** Skips the byte order mark. */
  private begin(): number {
    if (this.begun || this.length < 3) return 0;
    this.begun = true;
    return this.buffer[0] === 0xef && this.buffer[1] === 0xbb && this.buffer[2] === 0xbf ? 3 : 0;
  }

  private take(from: number, to: number): void {
    const { buffer } = this;
    let [start, end] = [from, to];
    while (start < end && isBlank(buffer[start]!)) start += 1;
    while (end > start && isBlank(buffer[end - 1]!)) end -= 1;
    if (start === end) return;
    this.checkLength(end - start);
    const { plain, escaped } = this;
    const reader = (this.reader ??= this.learn(start, end));
    plain.line = escaped.line = this.line;
    if (!reader.read(plain, start, end)) {
      // Texts with escapes are written anew, in a copy of the line.
      const copy = buffer.slice(start, end + 1);
      escaped.over(copy);
      reader.readEscaped(escaped, copy.length - 1);
      this.consumer.take(escaped);
      return;
    }
    if (!plain.isAscii && !isUtf8(buffer, start, end)) {
      throw new DomainError(
        'NotUtf8',
        `save the file as UTF-8: line ${this.line} holds bytes that are no text`,
      );
    }
    this.consumer.take(plain);
  }

  /** Learns the columns from the first line, which a slow reader may read. */
  private learn(start: number, end: number): JsonObjectReader {
    const { from } = this.options;
    const members = from?.members ?? membersOf(decodeLossy(this.buffer.subarray(start, end)));
    return new JsonObjectReader(this.consumer.names(members));
  }

  private checkLength(length: number): void {
    const { maxRowBytes = MAX_ROW_BYTES } = this.options;
    if (length <= maxRowBytes) return;
    throw new DomainError(
      'FieldTooLong',
      `split the object of line ${this.line + 1}: it has more than ${maxRowBytes} bytes`,
    );
  }
}

function membersOf(text: string): readonly string[] {
  try {
    const object: unknown = JSON.parse(text);
    return typeof object === 'object' && object !== null
      ? Object.keys(object).slice(0, MOST_NAMES)
      : [];
  } catch {
    return [];
  }
}

function isBlank(code: number): boolean {
  return code === BLANK || code === CR || code === TAB;
}

import { ByteDictionary } from './byte-dictionary.ts';
import { unescapeJson } from './json-escapes.ts';
import { encodeUtf8 } from './utf8.ts';
import type { FieldRow, RowFault } from './field-row.ts';
import type { JsonColumns } from './json-lines-scanner.ts';

const [QUOTE, BACKSLASH, COMMA, COLON] = [34, 92, 44, 58];
const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [123, 125, 91, 93];
const [MINUS, ZERO, NINE, BLANK] = [45, 48, 57, 32];

/** What a column cannot hold, or what is no JSON, ends the reading of a line. */
class Fault extends Error {
  constructor(readonly fault: RowFault) {
    super(fault.message);
  }
}

/** Names that are written as they are in JSON, and leave a row ASCII. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** Says that a line has escapes and is to be read in a copy. */
const ESCAPED = Symbol('escaped');

/** Reads the JSON objects of lines into the fields of rows. */
export class JsonObjectReader {
  private readonly places: ByteDictionary;
  private readonly keys: readonly Uint8Array[];
  /** Keys with their quotes and colon, as they mostly stand there; empty ones where they cannot. */
  private readonly plainKeys: readonly Uint8Array[];
  /** The line in which each column was met last, by a number of ours. */
  private readonly met: Float64Array;
  private lines = 0;
  private row!: FieldRow;
  private bytes!: Uint8Array;
  private at = 0;
  private end = 0;
  private seen = 0;
  private mayRewrite = false;

  private readonly names: readonly string[];
  private readonly isWanted: readonly boolean[];

  /** @param columns columns, each once */
  constructor({ names, wanted }: JsonColumns) {
    this.names = names;
    this.isWanted = names.map((name) => wanted.includes(name));
    this.places = new ByteDictionary(powerOfTwo(names.length));
    this.keys = names.map(encodeUtf8);
    this.plainKeys = names.map((name) => encodeUtf8(PLAIN.test(name) ? `"${name}":` : ''));
    this.met = new Float64Array(names.length);
    for (const [index, key] of this.keys.entries()) {
      this.places.add(key, 0, key.length, names[index]!);
    }
  }

  /** Reads a line; false when it has escapes, so that it has to be read in a copy. */
  public read(row: FieldRow, start: number, end: number): boolean {
    this.begin(row, start, end);
    this.mayRewrite = false;
    return this.attempt();
  }

  /** Reads a line that begins the row's bytes and may be written over. */
  public readEscaped(row: FieldRow, end: number): void {
    this.begin(row, 0, end);
    this.mayRewrite = true;
    this.attempt();
  }

  private begin(row: FieldRow, start: number, end: number): void {
    while (row.starts.length < this.names.length) row.grow();
    row.width = this.names.length;
    row.starts.fill(0, 0, row.width);
    row.ends.fill(0, 0, row.width);
    row.escaped.fill(0, 0, row.width);
    row.fault = undefined;
    row.holdsNul = false;
    [this.row, this.bytes, this.at, this.end] = [row, row.bytes, start, end];
    this.seen = 0;
    this.lines += 1;
  }

  private attempt(): boolean {
    try {
      this.object();
    } catch (error) {
      if (error === ESCAPED) return false;
      if (!(error instanceof Fault)) throw error;
      this.row.fault = error.fault;
    }
    this.row.isAscii = (this.seen & 0x80) === 0;
    return true;
  }

  private object(): void {
    this.expect(OPEN);
    if (this.next() === CLOSE) this.at += 1;
    else {
      for (let index = 0; ; index += 1) {
        this.member(index);
        if (this.next() === CLOSE) break;
        this.expect(COMMA);
      }
      this.at += 1;
    }
    if (this.next() >= 0) throw this.malformed();
  }

  private member(index: number): void {
    const place = this.skipsPlainKey(index) ? index : this.key(index);
    if (place >= 0) {
      if (this.met[place] === this.lines)
        throw this.fault(place, 'repeated-key', 'stands there twice');
      this.met[place] = this.lines;
    }
    this.value(place);
  }

  /** Reads a key and its colon; answers its column. */
  private key(index: number): number {
    this.expect(QUOTE);
    const start = this.at;
    const place = this.placeOf(index, start, this.text());
    this.expect(COLON);
    return place;
  }

  /** Goes over the key of a column where it stands as it is expected. */
  private skipsPlainKey(index: number): boolean {
    const expected = this.plainKeys[index];
    if (expected === undefined || expected.length === 0) return false;
    const { bytes, at } = this;
    if (at + expected.length > this.end) return false;
    for (let next = 0; next < expected.length; next += 1) {
      if (bytes[at + next] !== expected[next]) return false;
    }
    this.at = at + expected.length;
    return true;
  }

  /** The column of a name: objects of a file mostly have their members in one order. */
  private placeOf(index: number, start: number, end: number): number {
    const expected = this.keys[index];
    const { bytes } = this;
    if (expected !== undefined && expected.length === end - start) {
      let at = 0;
      while (at < expected.length && expected[at] === bytes[start + at]) at += 1;
      if (at === expected.length) return index;
    }
    return this.places.find(bytes, start, end);
  }

  private value(place: number): void {
    const code = this.next();
    const start = this.at;
    if (code === QUOTE) {
      this.at += 1;
      this.field(place, start + 1, this.text());
    } else if (code === OPEN || code === OPEN_LIST) {
      if (this.isWanted[place]) throw this.fault(place, 'nested-value', 'write plain values only');
      this.skipNested();
    } else {
      const isNumber = code === MINUS || (code >= ZERO && code <= NINE);
      this.at = this.wordEnd();
      if (isNumber || this.isWord(start, 'true') || this.isWord(start, 'false')) {
        this.field(place, start, this.at);
      } else if (!this.isWord(start, 'null')) {
        throw this.malformed();
      }
    }
  }

  private field(place: number, start: number, end: number): void {
    if (place < 0) return;
    this.row.starts[place] = start;
    this.row.ends[place] = end;
  }

  /** Reads up to the closing quote; answers where the text ends. */
  private text(): number {
    const { bytes } = this;
    const start = this.at;
    let at = start;
    let seen = 0;
    let hasEscapes = false;
    for (let code = bytes[at]!; code !== QUOTE; code = bytes[at]!) {
      if (code < BLANK || at >= this.end) throw this.malformed();
      if (code === BACKSLASH) {
        if (!this.mayRewrite) throw ESCAPED;
        hasEscapes = true;
        at += 1;
      }
      seen |= code;
      at += 1;
    }
    this.seen |= seen;
    this.at = at + 1;
    return hasEscapes ? this.rewritten(start, at) : at;
  }

  private rewritten(start: number, end: number): number {
    const found = unescapeJson(this.bytes, start, end);
    if (found.end < 0) throw this.malformed();
    // What is behind a field is to be no letter.
    this.bytes[found.end] = QUOTE;
    this.seen |= found.seen;
    if (found.holdsNul) this.row.holdsNul = true;
    return found.end;
  }

  /** Skips a list or an object that nobody asked for. */
  private skipNested(): void {
    let depth = 0;
    do {
      const code = this.next();
      if (code < 0) throw this.malformed();
      this.at += 1;
      if (code === OPEN || code === OPEN_LIST) depth += 1;
      else if (code === CLOSE || code === CLOSE_LIST) depth -= 1;
      else if (code === QUOTE) this.text();
    } while (depth > 0);
  }

  private wordEnd(): number {
    let { at } = this;
    for (let code = this.bytes[at]!; at < this.end; code = this.bytes[(at += 1)]!) {
      if (code <= BLANK || code === COMMA || code === CLOSE || code === CLOSE_LIST) break;
      if (code > 127) throw this.malformed();
    }
    return at;
  }

  private isWord(start: number, word: string): boolean {
    if (this.at - start !== word.length) return false;
    for (let at = 0; at < word.length; at += 1) {
      if (this.bytes[start + at] !== word.charCodeAt(at)) return false;
    }
    return true;
  }

  /** The next byte that is no blank; -1 at the end. */
  private next(): number {
    while (this.at < this.end && this.bytes[this.at]! <= BLANK) this.at += 1;
    return this.at < this.end ? this.bytes[this.at]! : -1;
  }

  private expect(code: number): void {
    if (this.next() !== code) throw this.malformed();
    this.at += 1;
  }

  private malformed(): Fault {
    const message = 'write one JSON object on each line';
    return new Fault({ column: '', rule: 'not-an-object', message });
  }

  private fault(place: number, rule: RowFault['rule'], message: string): Fault {
    return new Fault({ column: this.names[place]!, rule, message });
  }
}

function powerOfTwo(least: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(least, 2)));
}

import { FieldRow } from '../tabular/field-row.ts';
import { parseTime, timestampText } from './time-text.ts';
import type { Column } from '../definition/data-contract.ts';

/** Where the canonical text of a value is. */
export const ValueForm = {
  /** Nowhere: the value is missing. */
  missing: 0,
  /** In the bytes of the file. */
  bytes: 1,
  /** It follows from the number. */
  number: 2,
  /** In `texts`. */
  text: 3,
} as const;

/**
 * A row of a file as the contract sees it: its columns in the contract's order. The judge writes every
 * row into the same one: what outlives the call must be copied.
 */
export class JudgedRow {
  /** Where the bytes of the file are. */
  public bytes: Uint8Array = new Uint8Array();
  /** Whether any of the values is missing. */
  public missesSome = false;
  /** First byte of each value. */
  public readonly starts: Int32Array;
  /** Byte after each value. */
  public readonly ends: Int32Array;
  /** Numbers; seconds since 1970 for times, 0 and 1 for booleans, NaN for text and what is missing. */
  public readonly numbers: Float64Array;
  /** Of each value, a `ValueForm`. */
  public readonly forms: Uint8Array;
  /** Texts of values whose form is `text`. */
  public readonly texts: string[];
  /** Of a text that its column keeps a table of, its place there; -1 for others. */
  public readonly places: Int32Array;

  private source = new FieldRow();

  constructor(private readonly columns: readonly Column[]) {
    const width = columns.length;
    this.starts = new Int32Array(width);
    this.ends = new Int32Array(width);
    this.numbers = new Float64Array(width).fill(NaN);
    this.forms = new Uint8Array(width);
    this.texts = new Array<string>(width).fill('');
    this.places = new Int32Array(width).fill(-1);
  }

  /** Says that the values are those of a row of a file. */
  public over(row: FieldRow): void {
    this.bytes = row.bytes;
    this.source = row;
    this.missesSome = false;
  }

  /** Whether all bytes of the row are ASCII. */
  public get isAscii(): boolean {
    return this.source.isAscii;
  }

  /** Whether NUL is among the bytes. */
  public get holdsNul(): boolean {
    return this.source.holdsNul;
  }

  /** Says that a value is missing. */
  public miss(index: number): void {
    this.missesSome = true;
    this.forms[index] = ValueForm.missing;
    this.numbers[index] = NaN;
  }

  /** Says that a value is a text, which may be none of the file's. */
  public take(index: number, text: string): void {
    if (text === '') return this.miss(index);
    this.forms[index] = ValueForm.text;
    this.texts[index] = text;
    this.numbers[index] = numberOf(this.columns[index]!, text);
  }

  /** The text of the bytes of a value. */
  public slice(index: number): string {
    return this.source.slice(this.starts[index]!, this.ends[index]!);
  }

  /** Whether a value is missing. */
  public isMissing(index: number): boolean {
    return this.forms[index] === ValueForm.missing;
  }

  /** The canonical text of a value; empty for a missing one. */
  public text(index: number): string {
    switch (this.forms[index]) {
      case ValueForm.missing:
        return '';
      case ValueForm.text:
        return this.texts[index]!;
      case ValueForm.number:
        return numberText(this.columns[index]!, this.numbers[index]!);
      default:
        return this.slice(index);
    }
  }

  /** The canonical texts of all values. */
  public values(): string[] {
    return this.columns.map((_column, index) => this.text(index));
  }
}

function numberOf({ type }: Column, text: string): number {
  switch (type) {
    case 'category':
    case 'string':
      return NaN;
    case 'timestamp':
    case 'date':
      return parseTime(text);
    default:
      return Number(text);
  }
}

function numberText({ type }: Column, value: number): string {
  if (type === 'timestamp') return timestampText(value);
  return type === 'date' ? timestampText(value).slice(0, 10) : String(value);
}

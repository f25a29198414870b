import { FieldRow } from '../tabular/field-row.ts';
import type { FieldRowConsumer } from '../tabular/byte-scanner.ts';
import type { ParquetFile } from './parquet-file.ts';
import type { TextPile } from './text-pile.ts';

/** Which rows are read, and who takes them. */
export interface ParquetRowTerms {
  /** Columns that are wanted; fields of others are empty. */
  readonly wanted: readonly string[];
  /** Takes each row: its fields are in the order of the file's columns, its line is its number. */
  readonly take: FieldRowConsumer;
  /** Rows after which no more are read. */
  readonly most: number;
  /** What is waited for between batches of rows. */
  readonly settle?: () => Promise<void>;
  /** Which row groups are read, and the number of their first row. @default - all */
  readonly only?: RowGroups;
}

/** Some row groups of a file that stand behind each other. */
export interface RowGroups {
  /** The first of them. */
  readonly first: number;
  readonly count: number;
  /** Number of their first row in the file; it counts from 1. */
  readonly line: number;
}

const BATCH_ROWS = 512;

/** Gives the rows of a file to a consumer, as the scanner of CSV does, one row group after the other. */
export async function readParquetInto(file: ParquetFile, terms: ParquetRowTerms): Promise<void> {
  const { wanted, most, settle } = terms;
  const { names, groups } = file;
  const only = terms.only ?? { first: 0, count: groups.length, line: 1 };
  const there = names.filter((name) => wanted.includes(name));
  const places = there.map((name) => names.indexOf(name));
  const batch = new Batch(names.length, places);
  let before = 0;
  for (const [index, count] of groups.slice(only.first, only.first + only.count).entries()) {
    const columns = await file.read(only.first + index, there);
    for (let row = 0; row < count && before + row < most; row += BATCH_ROWS) {
      const rows = Math.min(BATCH_ROWS, count - row);
      batch.give({ columns, row, rows, line: only.line + before + row }, terms.take);
      await settle?.();
    }
    before += count;
    if (before >= most) return;
  }
}

interface Rows {
  readonly columns: readonly TextPile[];
  /** The first row in its group. */
  readonly row: number;
  readonly rows: number;
  /** The first row in the file; it counts from 1. */
  readonly line: number;
}

/** Writes the texts of some rows behind each other, and gives the rows away. */
class Batch {
  private bytes = new Uint8Array(1 << 16);
  private length = 0;
  private seen = 0;
  private holdsNul = false;
  private readonly row = new FieldRow();
  private readonly ends: Int32Array;

  constructor(
    width: number,
    private readonly places: readonly number[],
  ) {
    while (this.row.starts.length < width) this.row.grow();
    this.row.width = width;
    this.ends = new Int32Array(BATCH_ROWS * places.length);
  }

  public give({ columns, row, rows, line }: Rows, take: FieldRowConsumer): void {
    this.length = 0;
    const ascii = new Uint8Array(rows);
    const nul = new Uint8Array(rows);
    for (let index = 0, at = 0; index < rows; index += 1) {
      this.seen = 0;
      this.holdsNul = false;
      for (const pile of columns) {
        this.write(pile, row + index);
        this.ends[at++] = this.length - 1;
      }
      ascii[index] = this.seen < 0x80 ? 1 : 0;
      nul[index] = this.holdsNul ? 1 : 0;
    }
    this.row.over(this.bytes.subarray(0, this.length));
    for (let index = 0, at = 0, start = 0; index < rows; index += 1) {
      for (const place of this.places) {
        this.row.starts[place] = start;
        this.row.ends[place] = this.ends[at]!;
        start = this.ends[at]! + 1;
        at += 1;
      }
      this.row.isAscii = ascii[index] === 1;
      this.row.holdsNul = nul[index] === 1;
      this.row.line = line + index;
      take(this.row);
    }
  }

  private write(pile: TextPile, index: number): void {
    const { bytes } = pile;
    const [start, end] = [pile.startOf(index), pile.endOf(index)];
    while (this.length + end - start >= this.bytes.length) this.grow();
    let { seen } = this;
    for (let at = start, to = this.length; at < end; at += 1, to += 1) {
      const byte = bytes[at]!;
      if (byte === 0) this.holdsNul = true;
      seen |= byte;
      this.bytes[to] = byte;
    }
    this.seen = seen;
    this.length += end - start;
    // Behind each field is a byte that is no letter.
    this.bytes[this.length] = 0;
    this.length += 1;
  }

  private grow(): void {
    const larger = new Uint8Array(2 * this.bytes.length);
    larger.set(this.bytes);
    this.bytes = larger;
  }
}

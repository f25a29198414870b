import { writeChunk } from './column-chunk.ts';
import { Physical } from './lake-types.ts';
import { NumberValues } from './number-values.ts';
import { Presence } from './presence.ts';
import { FreeTexts, RepeatedTexts } from './text-values.ts';
import type { BytesJudge } from '../contract/bytes-judge.ts';
import type { JudgedRow } from '../contract/judged-row.ts';
import type { NumberBlock } from '../contract/number-block.ts';
import type { Column } from '../definition/data-contract.ts';
import type { Codec, WrittenChunk } from './column-chunk.ts';
import type { TextValues } from './column-values.ts';

const [MILLISECONDS, DAYS] = [1000, 1 / 86_400];

/** Collects one column of a row group, and writes it. */
export interface ColumnWriter {
  /** Writes the rows that were taken, and forgets them. */
  flush(rows: number, codec?: Codec): WrittenChunk;
}

/** Whether values of a column are numbers to Parquet. */
export function isNumeric({ type }: Column): boolean {
  return type !== 'category' && type !== 'string';
}

/** Collects numbers, times and booleans, many rows at once. */
export class NumberColumn implements ColumnWriter {
  private readonly values: NumberValues;
  private readonly presence = new Presence();

  /** @param place of the column in the block */
  constructor(
    private readonly column: Column,
    private readonly place: number,
  ) {
    this.values = numbersOf(column);
  }

  /** Takes the rows of a block. @param scratch has room for as many */
  public take(block: NumberBlock, scratch: Uint8Array): void {
    const taken = this.values.take(block, this.place, scratch);
    this.presence.markAll(scratch.subarray(0, block.rows), taken);
  }

  public flush(rows: number, codec?: Codec): WrittenChunk {
    const { column, presence } = this;
    const written = writeChunk(column, { written: this.values.flush(), rows, presence }, codec);
    presence.clear();
    return written;
  }
}

/** Collects texts. */
export class TextColumn implements ColumnWriter {
  private readonly values: TextValues;
  private readonly presence = new Presence();

  constructor(
    private readonly column: Column,
    private readonly index: number,
    judge: Pick<BytesJudge, 'textsOf'>,
  ) {
    this.values =
      column.type === 'category'
        ? new RepeatedTexts(index, () => judge.textsOf(index) ?? [])
        : new FreeTexts(index);
  }

  /** Takes the value of a row; answers the bytes that are held. */
  public take(row: JudgedRow): number {
    const isMissing = row.isMissing(this.index);
    if (!isMissing) this.values.take(row);
    this.presence.mark(!isMissing);
    return this.values.held;
  }

  public flush(rows: number, codec?: Codec): WrittenChunk {
    const { column, presence } = this;
    const written = writeChunk(column, { written: this.values.flush(), rows, presence }, codec);
    presence.clear();
    return written;
  }
}

function numbersOf({ type }: Column): NumberValues {
  switch (type) {
    case 'integer':
      return new NumberValues(Physical.int64);
    case 'boolean':
      return new NumberValues(Physical.boolean);
    case 'timestamp':
      return new NumberValues(Physical.int64, MILLISECONDS);
    case 'date':
      return new NumberValues(Physical.int32, DAYS);
    default:
      return new NumberValues(Physical.double);
  }
}

import { ByteSink } from '../tabular/byte-sink.ts';
import { NumberBlock } from '../contract/number-block.ts';
import { FEW_ROWS } from './column-values.ts';
import { isNumeric, NumberColumn, TextColumn } from './columns.ts';
import { schemaElement } from './lake-types.ts';
import { i32, i64, list, struct, text, writeStruct } from './thrift.ts';
import { Snappy } from './snappy.ts';
import type { BytesJudge } from '../contract/bytes-judge.ts';
import type { JudgedRow } from '../contract/judged-row.ts';
import type { Column } from '../definition/data-contract.ts';
import type { Codec } from './column-chunk.ts';
import type { ColumnWriter } from './columns.ts';
import type { ThriftValue } from './thrift.ts';

/** Rows of a row group at most, and values of all its columns. */
const [MOST_ROWS, MOST_VALUES] = [1 << 17, 1 << 21];

/** Bytes of texts after which a row group ends. */
const MOST_TEXT = 1 << 25;

/** Written into the footer; version 1 is what every reader knows. */
const VERSION = 1;

const MAGIC = Uint8Array.of(0x50, 0x41, 0x52, 0x31);

/**
 * Writes accepted rows as Parquet, one row group after the other, in memory that does not grow with the
 * file. The same rows by the same columns give the same bytes, whatever file they came in.
 */
export class ParquetWriter {
  /** In the order of the contract. */
  private readonly writers: readonly ColumnWriter[];
  private readonly numeric: readonly NumberColumn[];
  private readonly texts: readonly TextColumn[];
  private readonly block: NumberBlock;
  private readonly scratch: Uint8Array;
  private readonly groupRows: number;
  private readonly groups: ThriftValue[] = [];
  private readonly snappy = snappyCodec();
  private position = 0;
  private rows = 0;
  private inGroup = 0;

  /** @param emit takes the bytes of the file in their order; those of a call are others after it */
  constructor(
    private readonly columns: readonly Column[],
    judge: Pick<BytesJudge, 'textsOf'>,
    private readonly emit: (bytes: Uint8Array) => void,
  ) {
    const numbers = columns.flatMap((column, index) => (isNumeric(column) ? [index] : []));
    this.writers = columns.map((column, index) =>
      isNumeric(column)
        ? new NumberColumn(column, numbers.indexOf(index))
        : new TextColumn(column, index, judge),
    );
    this.numeric = this.writers.filter((writer) => writer instanceof NumberColumn);
    this.texts = this.writers.filter((writer) => writer instanceof TextColumn);
    this.block = new NumberBlock(numbers);
    this.scratch = new Uint8Array(this.block.capacity);
    this.groupRows = Math.min(MOST_ROWS, Math.ceil(MOST_VALUES / columns.length));
    this.put(MAGIC);
  }

  /** Takes an accepted row. */
  public readonly take = (row: JudgedRow): void => {
    const { texts } = this;
    let held = 0;
    for (let index = 0; index < texts.length; index += 1) held += texts[index]!.take(row);
    if (this.block.take(row)) this.settle();
    this.inGroup += 1;
    if (this.inGroup === this.groupRows || held > MOST_TEXT) this.endGroup();
  };

  /** Writes what is left, and the footer. */
  public end(): void {
    if (this.inGroup > 0) this.endGroup();
    const footer = new ByteSink();
    writeStruct(footer, this.footer().fields);
    const bytes = footer.bytes();
    this.put(bytes);
    this.put(Uint8Array.from({ length: 4 }, (_, at) => (bytes.length >>> (8 * at)) & 255));
    this.put(MAGIC);
  }

  /** Gives the numbers of the block to their columns. */
  private settle(): void {
    for (const column of this.numeric) column.take(this.block, this.scratch);
    this.block.rows = 0;
  }

  private endGroup(): void {
    this.settle();
    const first = this.position;
    const codec = this.inGroup < FEW_ROWS ? undefined : this.snappy;
    const metadata = this.writers.map((writer) => {
      const { bytes, describe } = writer.flush(this.inGroup, codec);
      const at = this.position;
      for (const piece of bytes) this.put(piece);
      return describe(at);
    });
    this.groups.push(
      struct(
        [1, list(metadata.map(({ chunk }) => chunk))],
        [2, i64(metadata.reduce((sum, { unpacked }) => sum + unpacked, 0))],
        [3, i64(this.inGroup)],
        [5, i64(first)],
        [6, i64(this.position - first)],
      ),
    );
    this.rows += this.inGroup;
    this.inGroup = 0;
  }

  private footer() {
    const root = struct([4, text('row')], [5, i32(this.columns.length)]);
    const order = struct([1, struct()]);
    return struct(
      [1, i32(VERSION)],
      [2, list([root, ...this.columns.map((column) => schemaElement(column, text(column.name)))])],
      [3, i64(this.rows)],
      [4, list(this.groups)],
      [6, text('perennial')],
      [7, list(this.columns.map(() => order))],
    );
  }

  private put(bytes: Uint8Array): void {
    this.position += bytes.length;
    this.emit(bytes);
  }
}

/** Bytes by which it is told whether packing pays, and the share that has to be saved. */
const [TRIAL, SAVED] = [1 << 15, 0.15];

function snappyCodec(): Codec {
  const snappy = new Snappy();
  return {
    pack: (bytes) => snappy.compress(bytes),
    pays: (bytes) => {
      const trial = bytes.subarray(0, TRIAL);
      return snappy.compress(trial).length < (1 - SAVED) * trial.length;
    },
  };
}

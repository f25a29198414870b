import { BytesJudge } from '../contract/bytes-judge.ts';
import { DataContract } from '../definition/data-contract.ts';
import { ParquetFile } from '../parquet/parquet-file.ts';
import { ParquetWriter } from '../parquet/parquet-writer.ts';
import { ByteSink } from '../tabular/byte-sink.ts';
import { rewriting } from './rewriting.ts';
import { rowOf } from './table-row.ts';
import type { ColumnType } from '../definition/data-contract.ts';
import type { SchemaElement } from 'hyparquet';
import type { TextPile } from '../parquet/text-pile.ts';
import type { CopyTally, Rewriting, StoredFile } from './rewriting.ts';
import type { Goes } from './table-row.ts';

/** How Parquet is written again. */
export interface ParquetCopy {
  /** Does every row stay at its number, with an empty one in the place of those that are gone? */
  readonly keepRows: boolean;
  /**
   * Types of the columns that are written. `lake` is for files that we have written, whose types say which
   * those of the contract were; `text` writes what others may have sent as it reads.
   */
  readonly types: 'lake' | 'text';
}

/**
 * Parquet without the rows that go, one row group after the other; null where none does. Columns that are
 * no plain values are left out: no contract can name them.
 *
 * @throws DomainError as `ParquetFile`
 */
export async function rewriteParquet(
  stored: Pick<StoredFile, 'ranges'>,
  goes: Goes,
  options: ParquetCopy,
): Promise<Rewriting | null> {
  const file = await ParquetFile.open(await stored.ranges());
  const elements = file.elements.filter(({ name }) => !file.nested.includes(name));
  return await rewriting((tally) => copied(file, { elements, goes, options, tally }));
}

interface Terms {
  readonly elements: readonly SchemaElement[];
  readonly goes: Goes;
  readonly options: ParquetCopy;
  readonly tally: CopyTally;
}

async function* copied(
  file: ParquetFile,
  { elements, goes, options, tally }: Terms,
): AsyncIterable<Uint8Array> {
  const names = elements.map(({ name }) => name);
  const { columns } = DataContract.parse({
    columns: elements.map((element) => ({
      name: element.name,
      type: options.types === 'lake' ? typeOf(element) : 'string',
      nullable: true,
    })),
  });
  const { row } = new BytesJudge(DataContract.parse({ columns }));
  const sink = new ByteSink();
  const writer = new ParquetWriter(columns, NO_TABLES, (bytes) => sink.all(bytes));
  tally.isLeft = true;
  let line = 0;
  for (const [group, count] of file.groups.entries()) {
    const piles = await file.read(group, names);
    for (let index = 0; index < count; index += 1) {
      line += 1;
      const isGone = goes(lazily(names, piles, { index, line }));
      if (isGone) tally.rows += 1;
      if (tally.isCounting || (isGone && !options.keepRows)) continue;
      row.missesSome = false;
      for (const [place, pile] of piles.entries())
        row.take(place, isGone ? '' : pile.textOf(index));
      writer.take(row);
    }
    if (!tally.isCounting) yield sink.take();
  }
  if (tally.isCounting) return;
  writer.end();
  yield sink.take();
}

/** No texts are kept in tables: each is given as it is. */
const NO_TABLES = { textsOf: () => undefined };

/** A row of which no text is made that nobody asks for. */
function lazily(
  names: readonly string[],
  piles: readonly TextPile[],
  { index, line }: { readonly index: number; readonly line: number },
) {
  return {
    line,
    value: (name: string) => piles[names.indexOf(name)]?.textOf(index),
    record: () =>
      rowOf(
        names,
        piles.map((pile) => pile.textOf(index)),
        line,
      ).record(),
  };
}

/** The type of the contract that is stored like this. */
function typeOf({ type, converted_type: converted }: SchemaElement): ColumnType {
  switch (type) {
    case 'BOOLEAN':
      return 'boolean';
    case 'DOUBLE':
      return 'number';
    case 'INT32':
      return 'date';
    case 'INT64':
      return converted === 'TIMESTAMP_MILLIS' ? 'timestamp' : 'integer';
    default:
      return 'string';
  }
}

import { parquetMetadata } from 'hyparquet/src/metadata.js';
import { BytesJudge } from '../contract/bytes-judge.ts';
import { DataContract } from '../definition/data-contract.ts';
import { ParquetWriter } from '../parquet/parquet-writer.ts';
import { readParquetRows } from '../parquet/read-rows.ts';
import { ByteScanner } from '../tabular/byte-scanner.ts';
import { ByteSink } from '../tabular/byte-sink.ts';
import { csvLine } from '../tabular/csv-writer.ts';
import { encodeUtf8 } from '../tabular/utf8.ts';
import type { ColumnType } from '../definition/data-contract.ts';
import type { SchemaElement } from 'hyparquet';
import type { Edit } from './traces.ts';

/** A row of a table: where it stands in its file, and its values by the names of their columns. */
export interface TableRow {
  /** The line that it begins on; of Parquet, the number of the row. */
  readonly line: number;
  value(name: string): string | undefined;
  /** All values by name. */
  record(): Readonly<Record<string, string>>;
}

/** Whether a row goes. */
export type Goes = (row: TableRow) => boolean;

/** A lake's table without the rows that go; null where none does. Told from CSV by its first bytes. */
export function lakeTableWithout(bytes: Uint8Array, goes: Goes): Edit | null {
  return isParquet(bytes)
    ? parquetWithout(bytes, goes)
    : csvWithout(bytes, goes, { keepLines: false });
}

/** True for the first bytes of Parquet. */
export function isParquet(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x41 && bytes[2] === 0x52 && bytes[3] === 0x31;
}

/** How CSV is written again. */
export interface CsvCopy {
  /** Does every row stay on its line, with blank ones in the place of those that are gone? */
  readonly keepLines: boolean;
  /** Names of the fields of a file without a header. @default - its first row has them */
  readonly header?: readonly string[];
}

/** CSV of any dialect, written again with commas and without the rows that go; null where none does. */
export function csvWithout(
  bytes: Uint8Array,
  goes: Goes,
  { keepLines, header }: CsvCopy,
): Edit | null {
  const sink = new ByteSink();
  let names = header;
  let at = 1;
  let rows = 0;
  const scanner = new ByteScanner(
    (fields) => {
      const values = fields.texts();
      const isBlank = values.length === 1 && values[0]!.trim() === '';
      if (isBlank) return;
      const isHeader = names === undefined;
      names ??= values.map((name) => name.trim());
      if (!isHeader && goes(rowOf(names, values, fields.line))) {
        rows += 1;
        return;
      }
      if (keepLines) for (; at < fields.line; at += 1) sink.all(encodeUtf8('\n'));
      const line = `${csvLine(values)}\n`;
      at += line.split('\n').length - 1;
      sink.all(encodeUtf8(line));
    },
    { delimiter: 'detect' },
  );
  scanner.push(bytes);
  scanner.end();
  return rows === 0 ? null : { body: sink.bytes(), rows };
}

function parquetWithout(bytes: Uint8Array, goes: Goes): Edit | null {
  const { schema } = parquetMetadata(bytes, { geoparquet: false });
  const columns = schema
    .slice(1)
    .map((element) => ({ name: element.name, type: typeOf(element), nullable: true }));
  const names = columns.map(({ name }) => name);
  const rows = readParquetRows(bytes, names);
  const kept = rows.filter((values, index) => !goes(rowOf(names, values, index + 1)));
  if (kept.length === rows.length) return null;
  const sink = new ByteSink();
  const judge = new BytesJudge(DataContract.parse({ columns }));
  const writer = new ParquetWriter(DataContract.parse({ columns }).columns, judge, (piece) =>
    sink.all(piece),
  );
  const positions = names.map((_name, index) => index);
  const scanner = new ByteScanner((fields) => {
    judge.judge(fields, positions);
    writer.take(judge.row);
  });
  for (const values of kept) scanner.push(encodeUtf8(`${csvLine(values)}\n`));
  scanner.end();
  writer.end();
  return { body: sink.bytes(), rows: rows.length - kept.length };
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

function rowOf(names: readonly string[], values: readonly string[], line: number): TableRow {
  return {
    line,
    value: (name) => values[names.indexOf(name)],
    record: () => Object.fromEntries(names.map((name, index) => [name, values[index] ?? ''])),
  };
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, expect, test } from 'vitest';
import { FileJudge } from '../../../domain/contract/file-judge.ts';
import { seededChance } from '../../../domain/chance/seeded.ts';
import { DataContract } from '../../../domain/definition/data-contract.ts';
import { inMemory } from '../../../domain/parquet/in-memory.ts';
import { ParquetFile } from '../../../domain/parquet/parquet-file.ts';
import { ParquetWriter } from '../../../domain/parquet/parquet-writer.ts';
import { readParquetRows } from '../../../domain/parquet/read-rows.ts';
import { ByteScanner } from '../../../domain/tabular/byte-scanner.ts';
import { csvLine } from '../../../domain/tabular/csv-writer.ts';
import { encodeUtf8 } from '../../../domain/tabular/utf8.ts';

const folder = mkdtempSync(join(tmpdir(), 'parquet-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const contract = DataContract.parse({
  columns: [
    { name: 'id', type: 'integer' },
    { name: 'amount', type: 'number', nullable: true },
    { name: 'is ok', type: 'boolean', nullable: true },
    { name: 'at', type: 'timestamp', nullable: true },
    { name: 'day', type: 'date', nullable: true },
    { name: 'kind', type: 'category', nullable: true },
    { name: 'note', type: 'string', nullable: true },
    { name: 'never', type: 'category', nullable: true },
  ],
});
const NAMES = contract.columns.map(({ name }) => name);

/** What the door writes of rows, and their canonical texts. */
function write(rows: readonly (readonly string[])[]): { bytes: Buffer; texts: string[][] } {
  const pieces: Uint8Array[] = [];
  const texts: string[][] = [];
  const judge = new FileJudge(contract, {
    accept: (row) => {
      writer.take(row);
      texts.push(row.values());
    },
    refuse: (problem) => expect.unreachable(JSON.stringify(problem)),
  });
  const writer = new ParquetWriter(contract.columns, judge.rows, (piece) => {
    pieces.push(piece.slice());
  });
  const scanner = new ByteScanner(judge.take);
  scanner.push(encodeUtf8([NAMES, ...rows].map((row) => `${csvLine(row)}\n`).join('')));
  scanner.end();
  writer.end();
  return { bytes: Buffer.concat(pieces), texts };
}

async function query(bytes: Uint8Array, sql: string): Promise<unknown[][]> {
  const path = join(folder, 'rows.parquet');
  writeFileSync(path, bytes);
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run("SET TimeZone = 'UTC'");
  return (await connection.runAndReadAll(sql.replace('lake', `'${path}'`))).getRowsJson();
}

const EDGES = [
  ['-9007199254740991', '-0.0', 'true', '1969-12-31 23:59:59', '0001-01-01', '', ' é "x", \n', ''],
  [
    '9007199254740991',
    '1.7976931348623157e308',
    'no',
    '9999-12-31T23:59:59Z',
    '9999-12-31',
    ' a ',
    '',
    '',
  ],
  ['-4294967296', '5e-324', '', '', '', '😀', '😀', ''],
  ['0', '', '0', '2020-02-29 00:00:00+02:00', '2020-02-29', 'a', 'x'.repeat(10_000), ''],
];

test('rows come back in their canonical texts, the odd ones too', () => {
  const { bytes, texts } = write(EDGES);
  expect(readParquetRows(bytes, NAMES)).toEqual(texts);
  expect(texts[0]).toEqual([
    '-9007199254740991',
    '0',
    '1',
    '1969-12-31 23:59:59',
    '0001-01-01',
    '',
    ' é "x", \n',
    '',
  ]);
  expect(readParquetRows(bytes, ['note', 'unknown'])).toEqual(texts.map((row) => [row[6], '']));
});

test('DuckDB reads the types and values that were written', async () => {
  const { bytes } = write(EDGES);
  const types = await query(
    bytes,
    'SELECT name, type FROM (DESCRIBE FROM lake) t(name, type, n, k, d, e)',
  );
  expect(types).toEqual([
    ['id', 'BIGINT'],
    ['amount', 'DOUBLE'],
    ['is ok', 'BOOLEAN'],
    ['at', 'TIMESTAMP WITH TIME ZONE'],
    ['day', 'DATE'],
    ['kind', 'VARCHAR'],
    ['note', 'VARCHAR'],
    ['never', 'VARCHAR'],
  ]);
  const rows = await query(bytes, 'SELECT * EXCLUDE (note, "at"), epoch("at") FROM lake');
  expect(rows).toEqual([
    ['-9007199254740991', 0, true, '0001-01-01', null, null, -1],
    ['9007199254740991', 1.7976931348623157e308, false, '9999-12-31', 'a', null, 253402300799],
    ['-4294967296', 5e-324, null, null, '😀', null, null],
    ['0', null, false, '2020-02-29', 'a', null, 1582927200],
  ]);
  // The extremes in the footer leave out row groups: they have to be right.
  const found = await query(
    bytes,
    'SELECT count(*) FROM lake WHERE id < -4294967296 OR amount > 1e300',
  );
  expect(found).toEqual([['2']]);
});

/** Enough rows for several row groups and for dictionaries that are given up. */
function manyRows(count: number): string[][] {
  const next = seededChance('rows');
  const or = (share: number, value: () => string): string => (next() < share ? '' : value());
  return Array.from({ length: count }, (_, index) => [
    String(index - 1000),
    or(0.1, () => String(Math.round(next() * 1e6) / 100)),
    or(0.01, () => String(next() < 0.5)),
    or(0, () => `2019-01-${String(1 + (index % 31)).padStart(2, '0')} 10:00:00`),
    or(0.5, () => `19${String(10 + (index % 90))}-03-01`),
    or(0.02, () => `kind-${index < 80_000 ? index % 7 : index}`),
    or(0.3, () => `note ${Math.floor(next() * 50)} é`),
    '',
  ]);
}

test('many row groups hold what was written, and the same rows give the same bytes', async () => {
  const rows = manyRows(140_000);
  const { bytes, texts } = write(rows);
  expect(write(rows).bytes.equals(bytes)).toBe(true);
  const read = readParquetRows(bytes, NAMES);
  expect(read.length).toBe(texts.length);
  expect(read.findIndex((row, index) => row.join('\n') !== texts[index]!.join('\n'))).toBe(-1);
  const sql =
    'SELECT count(*), count(amount), sum(id), count(DISTINCT kind), sum(length(note)), count(never) FROM lake';
  const column = (index: number) => texts.map((row) => row[index]!).filter((text) => text !== '');
  expect(await query(bytes, sql)).toEqual([
    [
      '140000',
      String(column(1).length),
      String(column(0).reduce((sum, text) => sum + Number(text), 0)),
      String(new Set(column(5)).size),
      String(column(6).reduce((sum, text) => sum + text.length, 0)),
      '0',
    ],
  ]);
  const groups = await query(
    bytes,
    'SELECT count(DISTINCT row_group_id) FROM parquet_metadata(lake)',
  );
  expect(groups).toEqual([['2']]);
});

/** Numbers, times and texts of which some repeat, some follow each other, and some do neither. */
function ofEveryEncoding(count: number): string[][] {
  const next = seededChance('encodings');
  const or = (share: number, value: () => string): string => (next() < share ? '' : value());
  const below = (limit: number): number => Math.floor(next() * limit);
  const day = (): string => {
    const [year, month] = [1 + below(9999), 1 + below(12)];
    return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${10 + below(19)}`;
  };
  return Array.from({ length: count }, (_, index) => [
    String(index === 500 ? 2 ** 50 : (below(2) - 0.5) * 2 * below(2 ** 49)),
    or(0.1, () => String(below(20_000) / 100)),
    '',
    or(0.1, () => `${day()} 23:59:${10 + below(50)}`),
    or(0.5, day),
    or(0.02, () => `kind-${index < 30_000 ? index % 7 : index}`),
    or(0.3, () => (index < 50_000 ? `note ${below(20_000)} é` : `another ${below(1e9)}`)),
    '',
  ]);
}

test('numbers, times and texts are read as they were, in whatever way they are written', async () => {
  const { bytes, texts } = write(ofEveryEncoding(60_000));
  const encodings = await query(
    bytes,
    'SELECT path_in_schema, encodings FROM parquet_metadata(lake) ORDER BY column_id',
  );
  expect(encodings).toEqual([
    ['id', 'PLAIN, RLE, DELTA_BINARY_PACKED'],
    ['amount', 'PLAIN, RLE, RLE_DICTIONARY'],
    ['is ok', 'PLAIN, RLE'],
    ['at', 'PLAIN, RLE, DELTA_BINARY_PACKED'],
    ['day', 'PLAIN, RLE, DELTA_BINARY_PACKED'],
    ['kind', 'PLAIN, RLE, RLE_DICTIONARY'],
    ['note', 'PLAIN, RLE, RLE_DICTIONARY'],
    ['never', 'PLAIN, RLE'],
  ]);
  const ours = readParquetRows(bytes, NAMES);
  expect(ours.findIndex((row, index) => row.join('\n') !== texts[index]!.join('\n'))).toBe(-1);
  const as = [
    'id::VARCHAR',
    'amount',
    `strftime("at" AT TIME ZONE 'UTC', '%Y-%m-%d %H:%M:%S')`,
    'day::VARCHAR',
    'kind',
    'note',
  ];
  const theirs = await query(bytes, `SELECT ${as.join(', ')} FROM lake`);
  const wanted = texts.map((row) => [0, 1, 3, 4, 5, 6].map((index) => row[index]!));
  const textOf = (value: unknown): string => (value === null ? '' : String(value));
  const isOther = (row: readonly string[], index: number): boolean =>
    theirs[index]!.map(textOf).join('\n') !== row.join('\n');
  expect(wanted.findIndex(isOther)).toBe(-1);
  // The reader of others' files reads ours too.
  const file = await ParquetFile.open(inMemory(bytes));
  for (const [index, pile] of (await file.read(0, NAMES)).entries()) {
    const found = Array.from({ length: pile.count }, (_, row) => pile.textOf(row));
    expect(found.findIndex((text, row) => text !== texts[row]![index])).toBe(-1);
  }
});

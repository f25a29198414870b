import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seededChance } from '../../../domain/chance/seeded.ts';
import { DomainError } from '../../../domain/errors.ts';
import { ParquetFile } from '../../../domain/parquet/parquet-file.ts';
import type { RangeSource } from '../../../domain/parquet/parquet-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'parquet-file-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function written(select: string, options = ''): Promise<Uint8Array> {
  const path = join(folder, 'x.parquet');
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`COPY (${select}) TO '${path}' (FORMAT parquet${options})`);
  return new Uint8Array(readFileSync(path));
}

function source(bytes: Uint8Array): RangeSource {
  const read = (from: number, to: number) => Promise.resolve(bytes.slice(from, to));
  return { size: bytes.length, read };
}

async function rowsOf(bytes: Uint8Array, maxGroupBytes?: number): Promise<string[][]> {
  const file = await ParquetFile.open(source(bytes), { maxGroupBytes });
  const names = file.names.filter((name) => !file.nested.includes(name));
  const rows: string[][] = [];
  for (const [group, count] of file.groups.entries()) {
    const columns = await file.read(group, names);
    for (let row = 0; row < count; row += 1) rows.push(columns.map((pile) => pile.textOf(row)));
  }
  return rows;
}

async function codeOf(read: () => Promise<unknown>): Promise<string> {
  return await read().then(
    () => 'none',
    (error: unknown) => (error instanceof DomainError ? error.code : `not coded: ${String(error)}`),
  );
}

const MANY =
  "SELECT i AS id, i / 7 AS x, 'k' || (i % 5) AS kind, 'note ' || i AS note FROM range(5000) t(i)";

describe('values', () => {
  test.each([
    ['true', '1'],
    ['42::TINYINT', '42'],
    ['-9007199254740993', '-9007199254740993'],
    ['18446744073709551615::UBIGINT', '18446744073709551615'],
    ['1.5::FLOAT', '1.5'],
    ["'NaN'::DOUBLE", 'NaN'],
    ['12.34::DECIMAL(9, 2)', '12.34'],
    ["DATE '1969-12-31'", '1969-12-31'],
    ["TIMESTAMP '1969-12-31 23:59:59.75'", '1969-12-31 23:59:59'],
    ["TIMESTAMPTZ '2019-01-01 00:00:00+02:00'", '2018-12-31 22:00:00'],
    ["TIMESTAMP_NS '2019-01-01 00:00:01.999'", '2019-01-01 00:00:01'],
    ["'é €'", 'é €'],
    ["'a'::ENUM('a', 'b')", 'a'],
    ["'6ba7b810-9dad-11d1-80b4-00c04fd430c8'::UUID", '6ba7b810-9dad-11d1-80b4-00c04fd430c8'],
    ['NULL::BIGINT', ''],
  ])('%s are texts that the judge reads: %s', async (sql, text) => {
    expect(await rowsOf(await written(`SELECT ${sql} AS v`))).toEqual([[text]]);
  });

  test.each(['uncompressed', 'snappy', 'gzip', 'zstd', 'lz4', 'lz4_raw'])(
    'are the same by %s, in one row group and in several',
    async (codec) => {
      const options = `, COMPRESSION ${codec}, ROW_GROUP_SIZE 2048`;
      const rows = await rowsOf(await written(MANY, options));
      expect(rows).toEqual(await rowsOf(await written(MANY)));
      expect([rows.length, rows[4999]]).toEqual([
        5000,
        ['4999', String(4999 / 7), 'k4', 'note 4999'],
      ]);
    },
  );

  test('that are packed otherwise are refused by the name of the codec', async () => {
    const bytes = await written(MANY, ', COMPRESSION brotli');
    await expect(rowsOf(bytes)).rejects.toThrow(
      'pack the file with Snappy, gzip, Zstandard or LZ4, not with Brotli',
    );
  });

  test('that are nested are told by their column', async () => {
    const file = await ParquetFile.open(
      source(await written("SELECT 1 AS a, [1, 2] AS b, {'x': 1} AS c, MAP {'k': 1} AS d")),
    );
    expect([file.names, file.nested]).toEqual([
      ['a', 'b', 'c', 'd'],
      ['b', 'c', 'd'],
    ]);
    await expect(file.read(0, ['a', 'b'])).rejects.toThrow("write column 'b' as plain values");
    expect(await codeOf(() => file.read(0, ['b']))).toBe('NestedValue');
  });
});

test('what goes wrong where the bytes come from is not the fault of the file', async () => {
  const read = () => Promise.reject(new TypeError('no network'));
  expect(await codeOf(() => ParquetFile.open({ size: 100, read }))).toBe(
    'not coded: TypeError: no network',
  );
});

describe('a file that is none', () => {
  let good: Uint8Array;
  beforeAll(async () => {
    good = await written(MANY, ', ROW_GROUP_SIZE 2048');
  });

  test.each([0, 1, 8, 11, 12, 100, 5000])('of %i bytes is refused', async (size) => {
    expect(await codeOf(() => rowsOf(good.slice(0, size)))).toBe('BrokenParquet');
  });

  test('cut off anywhere, with its footer kept, is refused', async () => {
    for (const size of [200, 5000, 20_000]) {
      const cut = Buffer.concat([
        good.subarray(0, good.length - size - 2000),
        good.subarray(-2000),
      ]);
      expect(await codeOf(() => rowsOf(cut))).toBe('BrokenParquet');
    }
  });

  test('with more in a row group than is to be held is refused before it is read', async () => {
    expect(await codeOf(() => rowsOf(good, 10_000))).toBe('GroupTooLarge');
  });

  test('with bytes that are no text is refused', async () => {
    const bytes = await written("SELECT 'plain text' AS note");
    const at = Buffer.from(bytes).indexOf('plain');
    bytes[at] = 0xff;
    expect(await codeOf(() => rowsOf(bytes))).toBe('NotUtf8');
  });

  test(
    'broken by chance is refused by a code or read, and never hangs',
    { timeout: 60_000 },
    async () => {
      const small = await written(
        `${MANY} LIMIT 300`,
        ', ROW_GROUP_SIZE 2048, COMPRESSION uncompressed',
      );
      const chance = seededChance('broken');
      const found = new Map<string, number>();
      for (let round = 0; round < 600; round += 1) {
        const bytes = small.slice();
        const isFooter = chance() < 0.6;
        for (let broken = 0; broken <= chance() * 4; broken += 1) {
          const place = isFooter ? bytes.length - 8 - chance() * 900 : chance() * bytes.length;
          bytes[Math.floor(place)] = chance() < 0.3 ? 0xff : Math.floor(chance() * 256);
        }
        const code = await codeOf(() => rowsOf(bytes));
        found.set(code, (found.get(code) ?? 0) + 1);
      }
      expect([...found.keys()].filter((code) => code.startsWith('not coded'))).toEqual([]);
      expect(found.get('BrokenParquet')).toBeGreaterThan(100);
    },
  );
});

import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { judgeFile } from '../../../domain/contract/judge-file.ts';
import { DataContract } from '../../../domain/definition/data-contract.ts';
import { inMemory } from '../../../domain/parquet/in-memory.ts';
import { ParquetWriter } from '../../../domain/parquet/parquet-writer.ts';
import type { SentFileVerdict } from '../../../domain/contract/judge-file.ts';
import type { RowProblem } from '../../../domain/contract/row-judge.ts';

const contract = DataContract.parse({
  columns: [
    { name: 'id', type: 'integer' },
    { name: 'name', type: 'string', nullable: true },
    { name: 'at', type: 'timestamp', optional: true },
    { name: 'mail', type: 'string', personal: true, pattern: '.+@.+' },
  ],
  limits: { badRowShare: 0.5 },
});

interface Judged extends SentFileVerdict {
  readonly values: readonly (readonly string[])[];
  readonly problems: readonly (RowProblem & { readonly line: number })[];
  readonly parquet: Buffer;
}

async function judge(bytes: Uint8Array, changes: object = {}): Promise<Judged> {
  const values: string[][] = [];
  const problems: (RowProblem & { line: number })[] = [];
  const pieces: Uint8Array[] = [];
  const terms = DataContract.parse({ ...contract, ...changes });
  let writer: ParquetWriter | undefined;
  const chunks = (async function* () {
    for (let at = 0; at < bytes.length; at += 1001) yield bytes.subarray(at, at + 1001);
  })();
  const verdict = await judgeFile(
    { chunks, ranges: inMemory(bytes) },
    {
      contract: terms,
      now: new Date(0),
      sinks: (rows) => {
        writer = new ParquetWriter(terms.columns, rows, (piece) => pieces.push(piece.slice()));
        return {
          accept: (row) => {
            writer!.take(row);
            values.push(row.values());
          },
          refuse: (problem) => problems.push(problem),
        };
      },
    },
  );
  writer!.end();
  return { ...verdict, values, problems, parquet: Buffer.concat(pieces) };
}

const CSV = 'id,name,mail,more\n1,é,a@b,x\n2,,b@b,y\n';
const ROWS = [
  ['1', 'é', '', 'a@b'],
  ['2', '', '', 'b@b'],
];

describe('the same rows', () => {
  test.each<[string, Uint8Array, object?]>([
    ['CSV', Buffer.from(CSV)],
    ['CSV with a byte order mark', Buffer.from(`\ufeff${CSV}`)],
    ['CSV in UTF-16', Buffer.from(`\ufeff${CSV}`, 'utf16le'), { encoding: 'utf-16' }],
    ['CSV in UTF-16, the other way', Buffer.from(`\ufeff${CSV}`, 'utf16le').swap16(), { encoding: 'utf-16' }],
    ['CSV in Latin-1', Buffer.from(CSV, 'latin1'), { encoding: 'latin-1' }],
    ['CSV in UTF-8, marked as such, where Latin-1 was told', Buffer.from(`\ufeff${CSV}`), { encoding: 'latin-1' }],
    ['JSON Lines', Buffer.from('{"id":1,"name":"é","mail":"a@b","more":[1]}\n{"mail":"b@b","id":2,"name":null}\n')],
    ['JSON Lines that leave out what may be missing', Buffer.from('{"id":"1","mail":"a@b","name":"\\u00e9"}\n{"id":2,"mail":"b@b"}')],
    ['JSON Lines in UTF-16', Buffer.from('\ufeff{"id":1,"name":"é","mail":"a@b"}\n{"id":2,"mail":"b@b"}', 'utf16le'), { encoding: 'utf-16' }],
  ])('come as %s', async (_name, bytes, changes = {}) => {
    expect(await judge(bytes, changes)).toMatchObject({ status: 'accepted', values: ROWS, problems: [] });
  });

  test('come as Parquet, read by range, and as what the lake holds', async () => {
    const lake = (await judge(Buffer.from(CSV))).parquet;
    const again = await judge(lake);
    expect(again).toMatchObject({ status: 'accepted', values: ROWS, dropped: [] });
    expect(again.parquet.equals(lake)).toBe(true);
  });
});

describe('a bad row', () => {
  test('of JSON Lines is told by its line, column and rule, personal values masked', async () => {
    const lines = [
      '{"id":1,"mail":"a@b"}',
      '{"id":2,"mail":{"at":"a@b"}}',
      '{"id":3,"mail":"secret"}',
      '{"id":4,"mail":"b@b"',
      '{"id":"5x","mail":"b@b"}',
      ...[6, 7, 8, 9].map((id) => `{"id":${id},"mail":"a@b"}`),
    ];
    const { status, problems, rows } = await judge(Buffer.from(lines.join('\n')));
    expect([status, rows]).toEqual(['accepted', { read: 9, accepted: 5, refused: 4 }]);
    expect(problems.map(({ line, column, rule, value }) => [line, column, rule, value])).toEqual([
      [2, 'mail', 'nested-value', '*** (0 characters)'],
      [3, 'mail', 'pattern', '*** (6 characters)'],
      [4, '', 'not-an-object', ''],
      [5, 'id', 'type', '5x'],
    ]);
  });

  test('of Parquet is told by its number', async () => {
    const lake = (await judge(Buffer.from('id,name,mail\n1,x,a@b\n2,y,b@b\n'))).parquet;
    const columns = contract.columns.map((column) =>
      column.name === 'name' ? { ...column, set: ['x'] } : column);
    const { problems, values } = await judge(lake, { columns });
    expect(problems).toMatchObject([{ line: 2, column: 'name', value: 'y', rule: 'set' }]);
    expect(values).toEqual([['1', 'x', '', 'a@b']]);
  });
});

describe('a file is refused', () => {
  const zip = Buffer.from([0x50, 0x4b, 0x03, 0x04, 20, 0, 6, 0]);
  test.each<[string, Uint8Array, string, object?]>([
    ['as UTF-16 that nobody told of', Buffer.from(`\ufeff${CSV}`, 'utf16le'), 'NotUtf8'],
    ['as Latin-1 that nobody told of', Buffer.from(CSV, 'latin1'), 'NotUtf8'],
    ['as UTF-16 that ends in half a character', Buffer.from(`\ufeff${CSV}`, 'utf16le').subarray(0, -1), 'NotUtf8', { encoding: 'utf-16' }],
    ['as an Excel workbook', zip, 'OtherFormat'],
    ['as a list of JSON objects', Buffer.from(' [\n {"id":1,"mail":"a@b"}]'), 'OtherFormat'],
    ['packed twice', gzipSync(CSV), 'OtherFormat'],
    ['as Parquet with nothing behind its first bytes', Buffer.from('PAR1'), 'BrokenParquet'],
    ['as Parquet that is cut off', Buffer.from(`PAR1${'x'.repeat(500)}`), 'BrokenParquet'],
    ['as JSON without a column that has to be', Buffer.from('{"id":1}\n{"id":2}\n'), 'WrongHeader'],
    ['as JSON that is none', Buffer.from('{"id":1,\n"mail":2}\n'), 'WrongHeader'],
    ['for its size', Buffer.from(CSV), 'TooLarge', { limits: { bytes: 20 } }],
  ])('%s', async (_name, bytes, code, changes = {}) => {
    const verdict = await judge(bytes, changes);
    expect(verdict).toMatchObject({ status: 'refused', code, values: [] });
  });

  test('as Parquet of more rows or bytes than there may be', async () => {
    const { parquet } = await judge(Buffer.from(CSV));
    expect(await judge(parquet, { limits: { rows: 1 } })).toMatchObject({ code: 'TooManyRows' });
    expect(await judge(parquet, { limits: { bytes: 50 } })).toMatchObject({ code: 'TooLarge' });
  });

  test('where it has to be read as a whole, and is more than one function reads', async () => {
    const chunks = (async function* () {
      yield Buffer.from(CSV);
    })();
    const sinks = () => ({ accept: () => undefined, refuse: () => undefined });
    const whole = { bytes: 20, advice: 'unpack the file' };
    const verdict = await judgeFile({ chunks }, { contract, now: new Date(0), sinks, whole });
    expect(verdict).toMatchObject({ status: 'refused', code: 'NotDivisible', reason: 'unpack the file' });
  });

  test('as Parquet inside gzip, which nobody can read in any order', async () => {
    const { parquet } = await judge(Buffer.from(CSV));
    const packed = gzipSync(parquet);
    const chunks = (async function* () {
      yield gunzipSync(packed);
    })();
    const sinks = () => ({ accept: () => undefined, refuse: () => undefined });
    const file = { chunks, ranges: inMemory(packed) };
    const verdict = await judgeFile(file, { contract, now: new Date(0), sinks });
    expect(verdict).toMatchObject({ status: 'refused', code: 'OtherFormat' });
  });

  test('as Parquet whose column of the contract is a list', async () => {
    // Written by DuckDB 1.5.5: SELECT 1 AS id, ['a@b'] AS mail.
    const { DuckDBInstance } = await import('@duckdb/node-api');
    const { mkdtempSync, readFileSync, rmSync } = await import('node:fs');
    const folder = mkdtempSync('/tmp/nested-');
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run(`COPY (SELECT 1 AS id, NULL::VARCHAR AS name, ['a@b'] AS mail) TO '${folder}/x.parquet'`);
    const verdict = await judge(readFileSync(`${folder}/x.parquet`));
    rmSync(folder, { recursive: true });
    expect(verdict).toMatchObject({
      code: 'NestedValue', reason: "write column 'mail' as plain values, or leave it out",
    });
  });
});

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import { DataContract } from '../../../domain/definition/data-contract.ts';
import { seededChance } from '../../../domain/chance/seeded.ts';
import { inOnePass, inPieces } from './support/in-pieces.ts';

const contract = DataContract.parse({
  columns: [
    { name: 'id', type: 'integer', unique: true },
    { name: 'name', type: 'string', nullable: true },
    {
      name: 'kind',
      type: 'category',
      set: ['a', 'b'],
      severity: 'warn',
      nullable: true,
      maxMissingShare: 0.9,
    },
    { name: 'share', type: 'number', nullable: true, unique: true, severity: 'warn' },
    { name: 'at', type: 'timestamp', optional: true },
    { name: 'mail', type: 'string', nullable: true, personal: true, pattern: '.*@.*' },
  ],
  timeColumn: 'at',
  fileRules: [
    { kind: 'duplicates', maxShare: 0.1, severity: 'warn' },
    { kind: 'mean', column: 'share', max: 0.5, severity: 'warn' },
    { kind: 'rows', min: 3 },
  ],
  limits: { badRowShare: 1 },
});

const small = DataContract.parse({
  columns: [
    { name: 'a', type: 'string', nullable: true },
    { name: 'b', type: 'string', nullable: true },
  ],
  fileRules: [{ kind: 'duplicates', maxShare: 0, severity: 'warn' }],
  limits: { badRowShare: 1 },
});

/** Files that are small enough to be cut at every byte. */
const NAUGHTY: readonly [name: string, file: string | Uint8Array, changes?: object][] = [
  ['plain', 'a,b\n1,2\n3,4\n'],
  ['without a last line end', 'a,b\n1,2\n3,4'],
  ['of CRLF', 'a,b\r\n1,2\r\n3,"4"\r\n'],
  ['of CR', 'a,b\r1,2\r\r3,"4"\r5,6'],
  ['of CR, LF and CRLF together', 'a,b\r1,2\n3,4\r\n"5",6\r\n'],
  ['with CR in fields', 'a,b\n1\r2,3\n\r4,5\n'],
  ['with a byte order mark', '\ufeffa,b\n1,2\n'],
  ['with a byte order mark and a header in quotes', '\ufeff"a","b"\n1,2\n'],
  ['with line breaks in quotes', 'a,b\n"1\n2",3\n"4\r\n","\n\n5"\n6,7\n'],
  ['with a header over two lines', '"a","b\nc",b\n1,2,3\n4,5\n'],
  ['with doubled quotes', 'a,b\n"1""2","""3"""\n"""\n""",4\n'],
  ['with quotes inside of fields', 'a,b\n1"2,3"\n4"",5\n'],
  ['with empty and blank lines', '\n  \na,b\n\n1,2\n\n \n3,4\n\n'],
  ['with ragged rows', 'a,b\n1\n1,2,3\n4,5\n,\n'],
  ['that is one blank line', '\n'],
  ['that is empty', ''],
  ['of a header only', 'a,b\n'],
  ['of a wrong header', 'x,y\n1,2\n"3\n'],
  ['whose quote is not closed', 'a,b\n1,2\n"3,4\n5,6\n'],
  ['with text behind a quote', 'a,b\n1,2\n"3"x,4\n5,6\n'],
  ['with text behind a quote in its header', 'a,"b"x\n1,2\n'],
  ['with a CR behind a quote', 'a,b\n1,"2"\r,3\n'],
  ['that ends in a quote and CR', 'a,b\n1,"2"\r'],
  [
    'of bytes that are no text',
    Buffer.from([...Buffer.from('a,b\n1,2\n'), 0xc3, 0x28, 44, 10, 49, 44, 50, 10]),
  ],
  ['of another delimiter', 'a;b\n1;2\n"3;4";5\n'],
  ['without a header', '1,2\n3,4\n', { header: ['a', 'b'] }],
  ['with a header that was told', 'a,b\n3,4\n', { header: ['a', 'b'] }],
  ['in Latin-1', Buffer.from('a,b\né,ü\n"\nß",1\n', 'latin1'), { encoding: 'latin-1' }],
  ['marked as UTF-8 where Latin-1 was told', '\ufeffa,b\né,ü\n', { encoding: 'latin-1' }],
  ['of more rows than there may be', 'a,b\n1,2\n3,4\n5,6\n7,8\n', { limits: { rows: 2 } }],
  [
    'of just as many rows as there may be',
    'a,b\n1,2\n3,4\n',
    { limits: { rows: 2, badRowShare: 1 } },
  ],
  ['of too many rows, and broken behind', 'a,b\n1,2\n3,4\n5,6\n"7\n', { limits: { rows: 1 } }],
  ['with NUL', 'a,b\n1\0,2\n'],
  ['of repeated rows', 'a,b\n1,2\n1,2\n3,4\n1,2\n'],
  ['of JSON Lines', '{"a":"1","b":"2"}\n\n{"a":"\\n","b":null}\n{"b":"x"}'],
  ['of JSON Lines with a byte order mark and CRLF', '\ufeff{"a":"1"}\r\n{"c":1}\r\n[1]\r\n'],
  ['of JSON Lines that are none', '{"a":"1","b":"2"}\n{"a":\n{"a":"3","b":"4"}\n'],
];

describe('a small file, cut at every byte, comes to the same as in one pass', () => {
  test.each<[string, string | Uint8Array, object?]>([...NAUGHTY])('%s', async (_name, file, changes = {}) => {
    const bytes = typeof file === 'string' ? Buffer.from(file) : file;
    const terms = DataContract.parse({ ...small, ...changes });
    const whole = await inOnePass(bytes, terms);
    for (let size = 1; size <= bytes.length + 1; size += 1) {
      expect([size, await inPieces(bytes, terms, size)]).toEqual([size, whole]);
    }
  });
});

/** Rows that chance makes, some of them bad, and some of them written in every way that there is. */
function chanceFile(seed: number): string {
  const next = seededChance(`file ${seed}`);
  const of = <T>(...values: readonly T[]): T => values[Math.floor(next() * values.length)]!;
  const end = of('\n', '\r\n', '\r');
  const field = (): string =>
    of(
      '',
      'x',
      `"${of('', 'y', '\n', '\r\n', '""', ',', 'é"",""\n')}"`,
      'z"z',
      ' ',
      'ü',
      'a@b',
      '"a\n@b"',
    );
  const lines = Array.from({ length: 5 + Math.floor(next() * 40) }, () => {
    if (next() < 0.1) return of('', ' ', ',,', 'x', ',,,,,,,', '"",""');
    const id = of(String(Math.floor(next() * 30)), '7', 'x', '"12"', `${Math.floor(next() * 1e6)}`);
    const share = of(
      '',
      next().toFixed(2),
      '1e-300',
      '-0',
      '0.5',
      String(next() * 10 ** (next() * 40)),
    );
    const at = of('2025-01-01', '2025-06-01 10:00:00', '2027-01-01', 'no');
    return [id, field(), of('a', 'b', 'c', ''), share, at, field()].join(',');
  });
  const broken = of('', '', '', '', '1,"x', '"1"x', '\ufffe');
  return `${of('', '\ufeff')}id,name,kind,share,at,mail${end}${lines.join(end)}${of('', end)}${broken}`;
}

test('files that chance makes come to the same, whatever they are cut into', async () => {
  const accepted = new Set<string>();
  for (let seed = 1; seed <= 60; seed += 1) {
    const bytes = Buffer.from(chanceFile(seed));
    const limits = { ...contract.limits, rows: seed % 5 === 0 ? 10 : 1000 };
    const terms = { ...contract, limits };
    const whole = await inOnePass(bytes, terms);
    accepted.add(whole.verdict.code);
    const next = seededChance(`cuts ${seed}`);
    for (let turn = 0; turn < 2; turn += 1) {
      const size = 40 + Math.floor(next() ** 3 * bytes.length);
      expect([seed, size, await inPieces(bytes, terms, size)]).toEqual([seed, size, whole]);
    }
  }
  expect([...accepted]).toEqual(
    expect.arrayContaining(['Accepted', 'TooManyRows', 'TextAfterQuote', 'QuoteNotClosed']),
  );
});

test('Parquet comes to the same by row groups', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'pieces-')), 'x.parquet');
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const select =
    "SELECT i AS id, 'n' || (i % 5000) AS name, 'a' AS kind, i / 8 AS share, NULL::VARCHAR AS mail FROM range(9000) t(i)";
  await connection.run(`COPY (${select}) TO '${path}' (FORMAT parquet, ROW_GROUP_SIZE 2048)`);
  const bytes = new Uint8Array(readFileSync(path));
  rmSync(dirname(path), { recursive: true });
  const columns = contract.columns.map((column) =>
    column.name === 'name' ? { ...column, unique: true } : column,
  );
  for (const rows of [10_000, 4500]) {
    const terms = DataContract.parse({ ...contract, columns, limits: { rows, badRowShare: 1 } });
    const whole = await inOnePass(bytes, terms);
    expect(whole.verdict.rows.read).toBe(Math.min(9000, rows + 1));
    for (const size of [1, 40_000, 1e6]) {
      expect([size, await inPieces(bytes, terms, size)]).toEqual([size, whole]);
    }
  }
}, 30_000);

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { seededChance } from '../../../domain/chance/seeded.ts';
import { BytesJudge } from '../../../domain/contract/bytes-judge.ts';
import { rowJudge } from '../../../domain/contract/row-judge.ts';
import { writeRow } from '../../../domain/contract/row-writer.ts';
import { DataContract } from '../../../domain/definition/data-contract.ts';
import { ByteScanner } from '../../../domain/tabular/byte-scanner.ts';
import { ByteSink } from '../../../domain/tabular/byte-sink.ts';
import { csvLine } from '../../../domain/tabular/csv-writer.ts';
import { decodeUtf8, encodeUtf8 } from '../../../domain/tabular/utf8.ts';
import type { z } from 'zod';

type ColumnInput = z.input<typeof DataContract>['columns'][number];

/** Columns of every type, with and without rules. */
const COLUMNS: readonly ColumnInput[] = [
  { name: 'a', type: 'number' },
  { name: 'b', type: 'number', nullable: true, range: { min: -10, max: 1e6 } },
  { name: 'c', type: 'integer' },
  { name: 'd', type: 'integer', set: ['1', '20', '007'] },
  { name: 'e', type: 'boolean' },
  { name: 'f', type: 'category' },
  { name: 'g', type: 'category', set: ['A', 'é', '1', ' '] },
  { name: 'h', type: 'category', pattern: '\\d{1,3}' },
  { name: 'i', type: 'string' },
  { name: 'j', type: 'string', pattern: '[a-z ]*' },
  { name: 'k', type: 'timestamp' },
  { name: 'l', type: 'timestamp', range: { min: '2018-01-01 00:00:00', max: '2020-01-01' } },
  { name: 'm', type: 'date', nullable: true },
  { name: 'n', type: 'boolean', range: { min: 1 } },
  { name: 'o', type: 'number', nullable: true, missing: ['-999', '?', '1e3'] },
  { name: 'p', type: 'category', nullable: true, missing: ['NA'], aliases: { x: 'A', y: 'é' } },
  { name: 'q', type: 'string', nullable: true, missing: ['NA', 'A '] },
  { name: 'r', type: 'category', set: ['A'], missing: ['NA'], aliases: { x: 'A', '999': 'B' } },
];
const contract = DataContract.parse({
  columns: COLUMNS,
  timeColumn: 'k',
  rules: [
    { left: 'a', is: '<=', right: 'c' },
    { left: 'f', is: '!=', right: 'i' },
    { left: 'l', is: '>', right: 'k' },
    { left: 'm', is: '<', right: 'k' },
  ],
});
const LATEST = { latestTime: Date.parse('2030-01-01Z') / 1000 };

/** What bytes say of rows, beside what texts say: canonical values or problems. */
function bothOf(rows: readonly (readonly string[])[]): readonly (readonly [unknown, unknown])[] {
  const [byBytes, byText] = [new BytesJudge(contract, LATEST), rowJudge(contract, LATEST)];
  const positions = COLUMNS.map((_column, index) => index);
  const found: [unknown, unknown][] = [];
  const scanner = new ByteScanner((row) => {
    const fields = row.texts();
    const { values, problems } = byText.judge((index) => fields[index]);
    const wrong = byBytes.judge(row, positions);
    if (wrong.length > 0) {
      found.push([
        wrong.map(({ severity: _severity, ...problem }) => problem),
        problems?.map(({ ...problem }) => problem),
      ]);
      return;
    }
    const sink = new ByteSink();
    writeRow(byBytes.row, sink);
    found.push([decodeUtf8(sink.bytes()), values && `${csvLine(values)}\n`]);
    found.push([byBytes.row.values(), values]);
  });
  scanner.push(encodeUtf8(rows.map((row) => `${csvLine(row)}\n`).join('')));
  scanner.end();
  return found;
}

const GOOD = [
  '1.5',
  '-2.25',
  '7',
  '20',
  'true',
  'x',
  'A',
  '12',
  'free text',
  'abc',
  '2019-03-01 10:00:00',
  '2019-03-02T10:00:00Z',
  '2019-01-01',
  '1',
  '7',
  'B',
  'text',
  'A',
];

describe('bytes and texts are judged alike', () => {
  test.each([
    // Numbers: signs, zeros, lengths, exponents, 2^53, 2^63, 1e400, other digits, separators.
    '0',
    '-0',
    '-0.0',
    '+1',
    '007',
    '00',
    '0.10',
    '1.',
    '.5',
    '-',
    '.',
    '1e3',
    '1E-7',
    '0.000001',
    '0.0000001',
    '12.500',
    '123456789012345',
    '1234567890123456',
    '9007199254740992',
    '9007199254740993',
    '9223372036854775808',
    '0.1234567890123456',
    '99999999999999.9',
    '1e400',
    '-1e400',
    '1e-400',
    '1,234',
    '1 234',
    '٣',
    '１',
    '3.0',
    '0x10',
    'NaN',
    '-inf',
    ' 7',
    '7 ',
    '1_000',
    '-12.50',
    // Times: before 1970, year 9999 and 0000, leap days, second 60, offsets, other separators.
    '1969-12-31 23:59:59',
    '0000-01-01 00:00:00',
    '9999-12-31 23:59:59',
    '9999-12-31',
    '1900-02-29',
    '2000-02-29',
    '2019-02-29 00:00:00',
    '2019-01-01 23:59:60',
    '2019-01-01 24:00:00',
    '2019-01-01T00:00:00',
    '2019-01-01t00:00:00',
    '2019-01-01 00:00:00Z',
    '2019-01-01 00:00:00.5',
    '2019-01-01T00:00:00+02:00',
    '2019/01/01',
    '2019-1-1',
    '20190101',
    '2019-01-01 0a:00:00',
    '2019-01-01 00-00-00',
    '2019-01-010',
    '2019-00-01',
    '2019-01-00',
    '2031-01-01 00:00:00',
    '2019-01-01 10:00',
    '2019-01-01X10:00:00',
    // Booleans, and bytes that differ from them in one bit.
    'TRUE',
    'True',
    'tRuE',
    'T',
    'f',
    'yes',
    'NO',
    'y',
    '2',
    '1.0',
    'truE ',
    '\u0011',
    'falsey',
    'tru',
    // Text: blanks of every kind at the ends, quotes, line ends, NUL, long.
    '',
    ' ',
    '\t',
    '\u00a0x',
    'x\u00a0',
    '\ufeff',
    ' A',
    'A ',
    'é',
    '"',
    'a"b',
    'a,b',
    'a\nb',
    'a\rb',
    'a\0b',
    '😀',
    '=1+1',
    'x'.repeat(10_001),
    'é'.repeat(6000),
    '\u007f',
    '999',
    '1234',
    // Markers of missing values and other spellings.
    '-999',
    '-999.0',
    '?',
    'NA',
    ' NA ',
    'x',
    'y',
  ])('%j in every column', (text) => {
    const rows = COLUMNS.map((_column, at) =>
      GOOD.map((value, index) => (index === at ? text : value)),
    );
    for (const [bytes, texts] of bothOf([...rows, ...rows])) expect(bytes).toEqual(texts);
  });

  test('naughty strings in every column', () => {
    const file = join(import.meta.dirname, '../../conformance/bad-input/blns.json');
    const naughty = JSON.parse(readFileSync(file, 'utf8')) as string[];
    for (const [bytes, texts] of bothOf(naughty.map((text) => COLUMNS.map(() => text))))
      expect(bytes).toEqual(texts);
  });

  test('rows of chance', () => {
    const chance = seededChance('rows');
    const pick = <T>(from: readonly T[]): T => from[Math.floor(chance() * from.length)]!;
    const digits = (): string =>
      Array.from({ length: 1 + Math.floor(chance() * 17) }, () => pick([...'0123456789'])).join('');
    const number = (): string =>
      pick(['', '', '-', '+']) +
      pick(['', digits(), '0']) +
      pick(['', '.', `.${digits()}`]) +
      pick(['', '', '', 'e5']);
    const time = (): string =>
      `${pick(['2019', '1969', '9999'])}-${pick(['01', '12', '13'])}-${pick(['01', '31'])}${pick([' ', 'T', ''])}${pick(['10:00:00', '', '24:00:00'])}${pick(['', 'Z'])}`;
    const word = (): string =>
      Array.from({ length: 3 }, () => pick(['a', ' ', 'é', '"', ',', '1', '\n'])).join('');
    const rows = Array.from({ length: 1500 }, () =>
      GOOD.map((value) => (chance() < 0.7 ? value : pick([number, time, word])())),
    );
    for (const [bytes, texts] of bothOf(rows)) expect(bytes).toEqual(texts);
  });
});

test('a table of texts that is full still judges right', () => {
  const columns: ColumnInput[] = [
    { name: 'a', type: 'category' },
    { name: 'b', type: 'category', pattern: '\\d+' },
  ];
  const judge = new BytesJudge(DataContract.parse({ columns }));
  const verdicts: string[] = [];
  const scanner = new ByteScanner((row) => {
    const [problem] = judge.judge(row, [0, 1]);
    verdicts.push(problem?.rule ?? judge.row.values().join('|'));
  });
  scanner.push(
    encodeUtf8(Array.from({ length: 5000 }, (_, index) => `x${index},${index}\n`).join('')),
  );
  scanner.push(encodeUtf8('x1,1\n y ,7\nnew,99999\nnew,abc\n'));
  scanner.end();
  expect(verdicts.slice(-4)).toEqual(['x1|1', 'y|7', 'new|99999', 'pattern']);
  expect(judge.textsOf(0)).toHaveLength(4096);
});

test('a table of texts that is full still knows markers and other spellings', () => {
  const columns: ColumnInput[] = [
    { name: 'a', type: 'category', nullable: true, missing: ['NA'], aliases: { old: 'new' } },
    { name: 'b', type: 'integer' },
  ];
  const judge = new BytesJudge(DataContract.parse({ columns }));
  const values: string[] = [];
  const scanner = new ByteScanner((row) => {
    judge.judge(row, [0, 1]);
    values.push(judge.row.text(0));
  });
  const lines = Array.from({ length: 5000 }, (_, index) => `x${index},${index}\n`).join('');
  scanner.push(encodeUtf8(`${lines}NA,1\nold,2\nother,3\n`));
  scanner.end();
  expect(values.slice(-3)).toEqual(['', 'new', 'other']);
});

import { expect, test } from 'vitest';
import { FileJudge } from '../../../domain/contract/file-judge.ts';
import { DataContract } from '../../../domain/definition/data-contract.ts';
import { summaryOf } from '../../../domain/profile/column-summary.ts';
import { RowProfiler } from '../../../domain/profile/row-profiler.ts';
import {
  StoredProfile,
  mergeProfiles,
  storedProfile,
} from '../../../domain/profile/stored-profile.ts';
import { ByteScanner } from '../../../domain/tabular/byte-scanner.ts';
import { encodeUtf8 } from '../../../domain/tabular/utf8.ts';

const contract = DataContract.parse({
  columns: [
    { name: 'x', type: 'number', nullable: true },
    { name: 'at', type: 'timestamp' },
    { name: 'kind', type: 'category' },
    { name: 'mail', type: 'string', personal: true },
    { name: 'later', type: 'integer', optional: true },
  ],
});

function profiles(rows: readonly number[]) {
  const judge = new FileJudge(contract, {
    accept: (row) => profiler.take(row),
    refuse: () => undefined,
  });
  const profiler = new RowProfiler(contract.columns, judge.rows);
  const lines = rows.map((row) =>
    [
      row % 5 === 0 ? '' : row / 4,
      `2019-01-0${1 + (row % 9)}`,
      `k${row % 3}`,
      `${row}@x.org`,
    ].join(),
  );
  const scanner = new ByteScanner(judge.take);
  scanner.push(encodeUtf8(['x,at,kind,mail', ...lines, ''].join('\n')));
  scanner.end();
  return profiler.result();
}

const ROWS = Array.from({ length: 3000 }, (_, index) => index);
const WHOLE = storedProfile(profiles(ROWS));

test('profiles of uploads, stored and read again, merge into that of all rows', () => {
  const parts = [0, 1, 2].map((part) =>
    storedProfile(profiles(ROWS.filter((row) => row % 3 === part))),
  );
  const read = parts.map((part) => StoredProfile.parse(JSON.parse(JSON.stringify(part))));
  expect(mergeProfiles(contract, read)).toEqual(WHOLE);
  const inSteps = mergeProfiles(contract, [mergeProfiles(contract, read.slice(0, 2)), read[2]!]);
  expect(inSteps).toEqual(WHOLE);
});

test('a column that an upload did not have is missing in all of its rows', () => {
  const older = { ...WHOLE, columns: WHOLE.columns.filter(({ name }) => name !== 'x') };
  const [x] = mergeProfiles(contract, [WHOLE, older]).columns;
  expect([x!.rows, x!.missing]).toEqual([6000, 600 + 3000]);
});

test('people are told extremes, bars and frequent values, of personal columns only what is missing', () => {
  const [x, at, kind, mail, later] = profiles(ROWS).map(summaryOf);
  expect(x).toMatchObject({ missing: 600, min: 0.25, max: 749.75 });
  expect(x!.bars).toHaveLength(16);
  expect(x!.bars!.reduce((sum, count) => sum + count, 0)).toBe(2400);
  expect(Math.max(...x!.bars!) - Math.min(...x!.bars!)).toBeLessThan(20);
  expect(at).toMatchObject({ min: '2019-01-01 00:00:00', max: '2019-01-09 00:00:00' });
  expect(kind!.frequent).toEqual(['k0', 'k1', 'k2'].map((value) => ({ value, rows: 1000 })));
  expect(Object.entries(mail!).filter(([, value]) => value !== undefined)).toEqual([
    ['name', 'mail'],
    ['type', 'string'],
    ['missing', 0],
  ]);
  expect(later).toMatchObject({ missing: 3000, distinct: 0 });
});

test('numbers that are all the same, or as far apart as numbers can be, have bars', () => {
  const of = (values: string) => {
    const judge = new FileJudge(contract, {
      accept: (row) => profiler.take(row),
      refuse: () => undefined,
    });
    const profiler = new RowProfiler(contract.columns, judge.rows);
    const scanner = new ByteScanner(judge.take);
    const lines = values.split(' ').map((value) => `${value},2019-01-01,k,m\n`);
    scanner.push(encodeUtf8(['x,at,kind,mail\n', ...lines].join('')));
    scanner.end();
    return summaryOf(profiler.result()[0]!).bars!.reduce((sum, count) => sum + count, 0);
  };
  expect([of('7 7 7'), of('-1.7e308 1.7e308 0')]).toEqual([3, 3]);
});

import { expect, test } from 'vitest';
import { FileJudge } from '../../../domain/contract/file-judge.ts';
import { DataContract } from '../../../domain/definition/data-contract.ts';
import type { ColumnProfile } from '../../../domain/profile/column-profile.ts';
import { RowProfiler } from '../../../domain/profile/row-profiler.ts';
import { ByteScanner } from '../../../domain/tabular/byte-scanner.ts';
import { encodeUtf8 } from '../../../domain/tabular/utf8.ts';
import { errorOf } from '../support/code-of.ts';

const contract = DataContract.parse({
  columns: [
    { name: 'x', type: 'number', nullable: true },
    { name: 'at', type: 'timestamp' },
    { name: 'ok', type: 'boolean' },
    { name: 'kind', type: 'category', nullable: true },
    { name: 'who', type: 'category', personal: true },
    { name: 'text', type: 'string' },
  ],
  limits: { badRowShare: 1 },
});
const HEADER = 'x,at,ok,kind,who,text\n';

function profile(rows: string): readonly ColumnProfile[] {
  const judge = new FileJudge(contract, {
    accept: (row) => profiler.take(row),
    refuse: () => undefined,
  });
  const profiler = new RowProfiler(contract.columns, judge.rows);
  const scanner = new ByteScanner(judge.take);
  scanner.push(encodeUtf8(HEADER + rows));
  scanner.end();
  return profiler.result();
}

const ROWS = [
  '1.50,2019-01-01 00:00:00,true,a,ada,"say ""hé"""\n',
  '"2",2019-01-01T00:00:10Z,0, a ,bob,x\n',
  ',2019-01-01 00:00:20,1,,ada,xy\n',
  'bad,2019-01-01 00:00:20,1,b,eve,xy\n',
];

test('accepted rows are profiled by column, in canonical form', () => {
  const [x, at, ok, kind, who, text] = profile(ROWS.join(''));
  expect(x).toMatchObject({
    rows: 3,
    missing: 1,
    moments: { count: 2, mean: 1.75, variance: 0.125 },
  });
  expect(x!.quantiles!.quantiles([0, 1])).toEqual([1.5, 2]);
  expect(at!.moments!.largest - at!.moments!.smallest).toBe(20);
  expect(ok!.moments!.mean).toBe(2 / 3);
  expect(kind!.frequent!.top(9)).toEqual([{ value: 'a', atLeast: 2, atMost: 2 }]);
  expect(kind).toMatchObject({ missing: 1, distinct: { estimate: 1 } });
  expect(text!.lengths!.state()).toEqual({ count: 3, sum: 8 + 1 + 2, min: 1, max: 8 });
  expect(who!.state()).toEqual({ name: 'who', rows: 3, missing: 0 });
});

test('of personal columns there is only how many values are missing', () => {
  const who = profile(ROWS.join(''))[4]!;
  expect(Object.entries(who.state()).filter(([, value]) => value !== undefined)).toEqual([
    ['name', 'who'],
    ['rows', 3],
    ['missing', 0],
  ]);
});

test('profiles of pieces merge into that of the whole, and of one column only', () => {
  const rows = Array.from({ length: 30 }, (_, index) => ROWS[index % 4]!);
  const whole = profile(rows.join('')).map((one) => one.state());
  const [a, b, c] = [0, 1, 2].map((piece) =>
    profile(rows.filter((_row, index) => index % 3 === piece).join('')),
  );
  expect(a!.map((one, index) => one.merge(b![index]!).merge(c![index]!).state())).toEqual(whole);
  expect(errorOf(() => a![0]!.merge(b![1]!)).code).toBe('ProfileMismatch');
});

test('more than a table of texts holds is counted too', () => {
  const rows = Array.from(
    { length: 10_000 },
    (_, index) => `1,2019-01-01 00:00:00,1,k${index % 5000},x,y\n`,
  );
  const kind = profile(rows.join(''))[3]!;
  expect(kind.lengths!.state().count).toBe(10_000);
  expect(Math.abs(kind.distinct!.estimate - 5000)).toBeLessThan(100);
});

import { describe, expect, test } from 'vitest';
import { FileJudge } from '../../../domain/contract/file-judge.ts';
import { labelsContract } from '../../../domain/contract/labels-contract.ts';
import { rowJudge } from '../../../domain/contract/row-judge.ts';
import { ByteScanner } from '../../../domain/tabular/byte-scanner.ts';
import { encodeUtf8 } from '../../../domain/tabular/utf8.ts';
import { aDefinition } from '../support/builders.ts';
import type { Column, DataContract, FileRule } from '../../../domain/definition/data-contract.ts';

const { contract } = aDefinition();
const HEADER = 'at,until,miles,zone,riders,total,tip';
const ROW = '2019-03-01 10:00:00,2019-03-01 10:10:00,2.5,A,1,12.36,2.06';

function judge(text: string, by: DataContract = contract, latestTime?: number, now?: number) {
  const accepted: string[][] = [];
  const refused: { line: number; column: string; rule: string; value: string }[] = [];
  const judging = new FileJudge(by, {
    accept: (row) => void accepted.push(row.values()),
    refuse: ({ line, column, rule, value }) => void refused.push({ line, column, rule, value }),
  }, { latestTime, now });
  const scanner = new ByteScanner(judging.take);
  scanner.push(encodeUtf8(text));
  scanner.end();
  return { ...judging.verdict(), accepted, refused };
}

describe('headers', () => {
  test('the order of columns is free, unknown ones are dropped, blanks around names do not count', () => {
    const verdict = judge('tip, total,colour,zone,riders,miles,at\n1,10,red,A,,2,2019-03-01 10:00:00\n');
    expect(verdict).toMatchObject({ status: 'accepted', dropped: ['colour'] });
    expect(verdict.accepted).toEqual([['2019-03-01 10:00:00', '', '2', 'A', '', '10', '1']]);
  });

  test.each([
    ['a missing column', 'at,until,miles,zone,riders,total\n', "add the missing column 'tip'"],
    ['a column that is there twice', `${HEADER},tip\n`, "name each column once, twice there is column 'tip'"],
  ])('%s refuses the file', (_name, header, reason) => {
    expect(judge(`${header}${ROW}\n`)).toMatchObject({ status: 'refused', code: 'WrongHeader', reason });
  });

  test('an unknown column refuses the file when the contract says so', () => {
    const strict = { ...contract, otherColumns: 'refuse' as const };
    expect(judge(`${HEADER},colour\n${ROW},red\n`, strict).reason).toBe("remove the unknown column 'colour'");
  });

  test('a contract that names the fields takes files without a header, and files that have it still', () => {
    const named = { ...contract, header: HEADER.split(',') };
    const rows = `${ROW}\n${ROW}\n`;
    const [without, withOne] = [judge(rows, named), judge(`${HEADER}\n${rows}`, named)];
    expect(without).toMatchObject({ status: 'accepted', rows: { read: 2 } });
    expect(withOne.accepted).toEqual(without.accepted);
    const refused = judge(`1,2\n${rows}`, { ...named, limits: { ...contract.limits, badRowShare: 1 } });
    expect(refused.refused).toEqual([{ line: 1, column: '', rule: 'field-count', value: '' }]);
  });

  test('an empty file, blank lines alone, and a header alone are refused, each in its own words', () => {
    expect(judge('').code).toBe('Empty');
    expect(judge('\n\n').code).toBe('Empty');
    expect(judge(`${HEADER}\n`).code).toBe('HeaderOnly');
  });
});

describe('rows', () => {
  test('all that is wrong with a row is told, by line and column', () => {
    const { refused } = judge(`${HEADER}\n2019-03-01 10:00:00,,1,234,A,x,5\n${ROW}\nnow,,-1,A,,abc,1\n`);
    expect(refused).toEqual([
      { line: 2, column: 'riders', rule: 'type', value: 'A' },
      { line: 2, column: 'total', rule: 'type', value: 'x' },
      { line: 4, column: 'at', rule: 'type', value: 'now' },
      { line: 4, column: 'miles', rule: 'range', value: '-1' },
      { line: 4, column: 'total', rule: 'type', value: 'abc' },
    ]);
  });

  test('a row with fields too many or too few is refused as a whole', () => {
    expect(judge(`${HEADER}\n${ROW},x\n`).refused).toEqual([
      { line: 2, column: '', rule: 'field-count', value: '' },
    ]);
  });

  test('a rule over two columns holds when one of them is empty', () => {
    expect(judge(`${HEADER}\n2019-03-01 10:00:00,2019-03-01 09:00:00,1,A,,5,0\n`).refused[0]?.rule).toBe('row-rule');
    expect(judge(`${HEADER}\n2019-03-01 10:00:00,,1,A,,5,0\n`).status).toBe('accepted');
  });

  test('a row that has not happened yet is refused', () => {
    const latest = Date.parse('2019-03-01T09:00:00Z') / 1000;
    expect(judge(`${HEADER}\n${ROW}\n`, contract, latest).refused[0]?.rule).toBe('future');
  });

  test('the span of the accepted rows is known', () => {
    const { span } = judge(`${HEADER}\n${ROW}\n2018-01-01 00:00:00,,1,A,,5,0\n`);
    expect(span).toEqual({ from: Date.parse('2018-01-01Z') / 1000, to: Date.parse('2019-03-01T10:00:00Z') / 1000 });
  });
});

describe('files', () => {
  const rows = (good: number, bad: number): string =>
    `${HEADER}\n${`${ROW}\n`.repeat(good)}${`${ROW.replace('2.5', 'NaN')}\n`.repeat(bad)}`;

  test('5 % bad rows are tolerated, 10 % are not', () => {
    expect(judge(rows(95, 5))).toMatchObject({ status: 'accepted', reason: '95 of 100 rows accepted' });
    expect(judge(rows(90, 10))).toMatchObject({
      status: 'refused', code: 'BadRows', reason: 'correct the file: 10.0 % of its rows are bad, 5.0 % are tolerated',
    });
  });

  test('reasons are counted, with the first three examples', () => {
    const [reason] = judge(rows(95, 5)).reasons;
    expect(reason).toMatchObject({ rule: 'not-a-number', column: 'miles', rows: 5 });
    expect(reason?.examples.map(({ line }) => line)).toEqual([97, 98, 99]);
  });

  test('values of personal columns are masked wherever they are shown', () => {
    const columns = contract.columns.map((column) => ({ ...column, personal: column.name === 'miles' }));
    const verdict = judge(rows(0, 1), { ...contract, columns });
    expect(verdict.refused[0]?.value).toBe('*** (3 characters)');
    expect(verdict.reasons[0]?.examples[0]?.value).toBe('*** (3 characters)');
  });

  test('nor does the advice tell a personal value', () => {
    const columns = contract.columns.map((column) => ({ ...column, personal: column.name === 'miles' }));
    const told: string[] = [];
    const judging = new FileJudge({ ...contract, columns }, {
      accept: () => undefined,
      refuse: (problem) => void told.push(JSON.stringify(problem)),
    });
    const scanner = new ByteScanner(judging.take);
    scanner.push(encodeUtf8(`${HEADER}\n${ROW.replace('2.5', '"1,234"')}\n`));
    scanner.end();
    expect(told).toHaveLength(1);
    expect(told[0] + JSON.stringify(judging.verdict())).not.toMatch(/1,?234/);
  });

  test('a column that is mostly empty refuses the file when it may not be', () => {
    const columns = contract.columns.map((column) =>
      (column.name === 'riders' ? { ...column, maxMissingShare: 0.5 } : column));
    const verdict = judge(`${HEADER}\n${ROW}\n${ROW.replace(',1,', ',,')}\n${ROW.replace(',1,', ',,')}\n`, {
      ...contract, columns,
    });
    expect(verdict).toMatchObject({ code: 'TooManyMissing', reason: "fill column 'riders': 66.7 % empty, 50.0 % tolerated" });
  });

  test('more rows than are allowed refuse the file without being judged', () => {
    const limits = { ...contract.limits, rows: 3 };
    expect(judge(rows(10, 0), { ...contract, limits })).toMatchObject({ code: 'TooManyRows', rows: { read: 4 } });
  });

  test('labels are an inference id and the columns of the target', () => {
    const labels = labelsContract(aDefinition());
    expect(labels.columns.map(({ name }) => name)).toEqual(['inference_id', 'total', 'tip']);
    expect(judge('inference_id,total,tip\n2019030110-abc:0,10,1\n', labels).status).toBe('accepted');
    expect(judge('inference_id,total,tip\nabc,10,1\n', labels).refused[0]?.rule).toBe('pattern');
  });
});

describe('severities', () => {
  const withColumn = (name: string, changes: Partial<Column>): DataContract => ({
    ...contract,
    columns: contract.columns.map((column) => (column.name === name ? { ...column, ...changes } : column)),
  });
  const FAR = ROW.replace('2.5', '250');

  test('a rule of a column may only warn: the row is accepted as it is, the receipt tells', () => {
    const verdict = judge(`${HEADER}\n${ROW}\n${FAR}\n`, withColumn('miles', { severity: 'warn' }));
    expect(verdict).toMatchObject({ status: 'accepted', rows: { accepted: 2, refused: 0 }, refused: [] });
    expect(verdict.accepted[1]?.[2]).toBe('250');
    expect(verdict.reasons).toEqual([{
      rule: 'range', column: 'miles', severity: 'warn', rows: 1,
      examples: [{ line: 3, value: '250', message: 'above 100' }],
    }]);
  });

  test('a rule of a column may refuse the file, however few rows break it', () => {
    const verdict = judge(`${HEADER}\n${`${ROW}\n`.repeat(99)}${FAR}\n`, withColumn('miles', { severity: 'refuse-file' }));
    expect(verdict).toMatchObject({
      status: 'refused', code: 'RuleBroken', reason: "correct column 'miles' of line 101: above 100",
    });
  });

  test('a value of another type refuses its row, whatever breaking the rules does', () => {
    const verdict = judge(`${HEADER}\n${ROW.replace('2.5', 'far')}\n`, withColumn('miles', { severity: 'warn' }));
    expect(verdict).toMatchObject({ rows: { refused: 1 }, reasons: [{ rule: 'type', severity: 'refuse-row' }] });
  });

  test('a rule over two columns has a severity too', () => {
    const rules = [{ left: 'until', is: '>', right: 'at', severity: 'warn' }] as const;
    const early = ROW.replace('10:10:00', '09:10:00');
    expect(judge(`${HEADER}\n${early}\n`, { ...contract, rules: [...rules] })).toMatchObject({
      status: 'accepted', reasons: [{ rule: 'row-rule', severity: 'warn', rows: 1 }],
    });
  });

  test('a request is judged without what only warns', () => {
    const values = ROW.split(',');
    const warning = rowJudge(withColumn('miles', { severity: 'warn' }));
    expect(warning.judge((index) => (index === 2 ? '250' : values[index])).problems).toBeUndefined();
    expect(rowJudge(contract).judge((index) => (index === 2 ? '250' : values[index])).problems).toHaveLength(1);
  });

  test('a value that has to be unique is refused when it comes again, in whatever form', () => {
    const unique = withColumn('miles', { unique: true });
    const verdict = judge(`${HEADER}\n${ROW}\n${ROW.replace('2.5', '3')}\n${ROW.replace('2.5', '"2.50"')}\n${ROW.replace('2.5', '25e-1')}\n`, unique);
    expect(verdict.refused).toEqual([4, 5].map((line) => ({ line, column: 'miles', rule: 'unique', value: '2.5' })));
  });

  test('texts are told apart, and one in quotes is the one without', () => {
    const zones = ['A', 'B', '"A"', '"a""b"', '"a""b"', 'é', 'é'].map((zone) => ROW.replace(',A,', `,${zone},`));
    const verdict = judge(`${HEADER}\n${zones.join('\n')}\n`, withColumn('zone', { unique: true }));
    expect(verdict.refused.map(({ line }) => line)).toEqual([4, 6, 8]);
  });

  test('missing values may repeat, and a refused row makes no value taken', () => {
    const unique = withColumn('riders', { unique: true });
    const bad = ROW.replace('2.5', 'far');
    const without = ROW.replace(',1,', ',,');
    expect(judge(`${HEADER}\n${bad}\n${ROW}\n${without}\n${without}\n`, unique).refused).toHaveLength(1);
  });
});

describe('rules over a file', () => {
  const by = (rule: FileRule): DataContract => ({ ...contract, fileRules: [rule] });
  const file = (...rows: string[]): string => `${HEADER}\n${rows.join('\n')}\n`;
  const OTHER = ROW.replace('2.5', '4.5');

  test.each<[string, FileRule, string | undefined]>([
    ['enough rows', { kind: 'rows', min: 3, max: 3 }, undefined],
    ['too few rows', { kind: 'rows', min: 4 }, 'upload at least 4 good rows: there are 3'],
    ['too many rows', { kind: 'rows', max: 2 }, 'upload at most 2 rows: there are 3'],
    ['few duplicates', { kind: 'duplicates', maxShare: 0.34 }, undefined],
    ['many duplicates', { kind: 'duplicates', maxShare: 0.3 }, 'remove rows that repeat others: 33.3 % do, 30.0 % are tolerated'],
    ['a mean in its bounds', { kind: 'mean', column: 'miles', min: 3.1, max: 3.2 }, undefined],
    ['a sum in its bounds', { kind: 'sum', column: 'miles', min: 9.49, max: 9.51 }, undefined],
    ['a high maximum', { kind: 'maximum', column: 'miles', max: 1 }, "look at column 'miles': its largest number 4.5 is above 1"],
    ['a low minimum', { kind: 'minimum', column: 'miles', min: 100 }, "look at column 'miles': its smallest number 2.5 is below 100"],
    ['a narrow spread', { kind: 'standard-deviation', column: 'miles', min: 100 }, "look at column 'miles': its standard deviation 1.1547005383792515 is below 100"],
    ['a low mean', { kind: 'mean', column: 'miles', min: 4 }, "look at column 'miles': its mean 3.1666666666666665 is below 4"],
    ['a high mean', { kind: 'mean', column: 'miles', max: 3 }, "look at column 'miles': its mean 3.1666666666666665 is above 3"],
    ['fresh rows', { kind: 'freshness', maxAgeHours: 24 }, undefined],
    ['stale rows', { kind: 'freshness', maxAgeHours: 2 }, 'upload newer rows: the newest is 14.0 hours old, 2 are tolerated'],
  ])('%s', (_name, rule, reason) => {
    const now = Date.parse('2019-03-02T00:00:00Z') / 1000;
    const refusing = judge(file(ROW, ROW, OTHER), by(rule), undefined, now);
    expect(refusing).toMatchObject(reason === undefined
      ? { status: 'accepted', warnings: [] }
      : { status: 'refused', code: 'FileRuleBroken', reason, warnings: [] });
    const warning = judge(file(ROW, ROW, OTHER), by({ ...rule, severity: 'warn' }), undefined, now);
    expect(warning).toMatchObject({ status: 'accepted', warnings: reason === undefined ? [] : [reason] });
  });

  test('rows that differ in a dropped column only, or in how a value is written, are duplicates', () => {
    const text = `${HEADER},extra\n${ROW},1\n${ROW.replace('2.5', '2.50')},2\n`;
    expect(judge(text, by({ kind: 'duplicates', maxShare: 0 })).code).toBe('FileRuleBroken');
  });
});

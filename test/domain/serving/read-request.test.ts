import { describe, expect, test } from 'vitest';
import { requestReader } from '../../../domain/serving/read-request.ts';
import { aDefinition } from '../support/builders.ts';

const { contract, target } = aDefinition();
const read = requestReader({ contract, target });
const GOOD = { at: '2019-03-01T10:00:00Z', miles: 2.5, zone: 'A', riders: null };

describe('rows of a request', () => {
  test('are named, in any order, with JSON values or text, and without the target', () => {
    const { asked, refused } = read([GOOD, { zone: 'B', riders: '2', miles: '3', at: '2019-03-01 11:00:00', colour: 'red' }]);
    expect(refused).toEqual([]);
    expect(asked.map(({ values }) => values)).toEqual([
      ['2019-03-01 10:00:00', '', '2.5', 'A', '', '', ''], ['2019-03-01 11:00:00', '', '3', 'B', '2', '', ''],
    ]);
  });

  test('may not smuggle the target in', () => {
    expect(read([{ ...GOOD, total: 99, tip: 1 }]).asked[0]?.values.slice(-2)).toEqual(['', '']);
  });

  test('are refused one by one, with column and rule', () => {
    const { asked, refused } = read([{ ...GOOD, miles: 'NaN' }, GOOD, { ...GOOD, miles: -1, at: undefined }, { ...GOOD, zone: {} }]);
    expect(asked.map(({ index }) => index)).toEqual([1, 3]);
    expect(refused.map(({ row, column, rule }) => [row, column, rule])).toEqual([
      [0, 'miles', 'not-a-number'], [2, 'at', 'missing'], [2, 'miles', 'range'],
    ]);
  });

  test('do not take members from the prototype', () => {
    expect(read([Object.create(GOOD) as Record<string, unknown>]).asked).toEqual([]);
  });
});

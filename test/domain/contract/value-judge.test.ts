import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { judgeOf } from '../../../domain/contract/value-judge.ts';
import { Column } from '../../../domain/definition/data-contract.ts';
import type { z } from 'zod';

function judge(column: Partial<z.input<typeof Column>>, text: string): string {
  const judged = judgeOf(Column.parse({ name: 'x', type: 'string', ...column }))(text);
  return typeof judged === 'string' ? judged : `${judged.rule}: ${judged.message}`;
}

describe('numbers', () => {
  test.each([
    ['12.50', '12.5'], ['-0.5', '-0.5'], ['.5', '0.5'], ['1e3', '1000'], ['+7', '7'], [' 7 ', '7'], ['5.', '5'],
  ])('%s is %s', (text, canonical) => {
    expect(judge({ type: 'number' }, text)).toBe(canonical);
  });

  test.each([
    ['1,234', 'thousands-separator: write 1234 without separators'],
    ["1'234'567", 'thousands-separator: write 1234567 without separators'],
    ['NaN', 'not-a-number: leave the field empty for a missing value'],
    ['inf', 'not-a-number: leave the field empty for a missing value'],
    ['-Infinity', 'not-a-number: leave the field empty for a missing value'],
    ['NULL', 'not-a-number: leave the field empty for a missing value'],
    ['1e999', 'range: beyond the largest number'],
    ['12abc', 'type: not a number'], ['0x10', 'type: not a number'], ['1,5', 'type: not a number'],
    ['', 'missing: a value is required'], ['   ', 'missing: a value is required'],
  ])('%s is refused with its reason', (text, reason) => {
    expect(judge({ type: 'number' }, text)).toBe(reason);
  });

  test('whole numbers may have been written by a program that has only fractions', () => {
    expect(judge({ type: 'integer' }, '3.0')).toBe('3');
    expect(judge({ type: 'integer' }, '3.5')).toBe('type: not a whole number');
    expect(judge({ type: 'integer' }, '9007199254740993')).toBe('range: beyond the largest whole number');
  });

  test('ranges include both of their ends', () => {
    const column = { type: 'number', range: { min: 0, max: 100 } } as const;
    expect([judge(column, '0'), judge(column, '100')]).toEqual(['0', '100']);
    expect([judge(column, '-0.01'), judge(column, '100.01')]).toEqual(['range: below 0', 'range: above 100']);
  });
});

describe('times', () => {
  test.each([
    ['2018-01-31 23:59:59', '2018-01-31 23:59:59'],
    ['2018-01-31T23:59:59Z', '2018-01-31 23:59:59'],
    ['2018-01-31T23:59:59.999Z', '2018-01-31 23:59:59'],
    ['2018-01-31T23:30:00+01:30', '2018-01-31 22:00:00'],
    ['2018-01-31 23:59', '2018-01-31 23:59:00'],
    ['2020-02-29 00:00:00', '2020-02-29 00:00:00'],
  ])('%s is %s', (text, canonical) => {
    expect(judge({ type: 'timestamp' }, text)).toBe(canonical);
  });

  test.each(['2019-02-29 00:00:00', '2018-13-01 00:00:00', '2018-01-01 24:00:00', '01/02/2018', '1514764800', 'now'])(
    '%s is no time', (text) => {
      expect(judge({ type: 'timestamp' }, text)).toMatch(/^type/);
    },
  );

  test('ranges of times are compared as times', () => {
    const column = { type: 'timestamp', range: { min: '2018-01-01 00:00:00' } } as const;
    expect(judge(column, '2017-12-31 23:59:59')).toBe('range: below 2018-01-01 00:00:00');
    expect(judge({ type: 'date' }, '2018-02-03')).toBe('2018-02-03');
  });
});

describe('text', () => {
  test('sets, patterns and booleans', () => {
    expect(judge({ type: 'category', set: ['Yes', 'No'] }, 'yes')).toBe('set: not one of Yes, No');
    expect(judge({ type: 'category', pattern: '\\d{1,3}' }, '1234')).toBe('pattern: does not match \\d{1,3}');
    expect(judge({ type: 'category', pattern: '\\d{1,3}' }, ' 265 ')).toBe('265');
    expect([judge({ type: 'boolean' }, 'TRUE'), judge({ type: 'boolean' }, '0')]).toEqual(['1', '0']);
    expect(judge({ type: 'boolean' }, '2')).toBe("type: neither 'true' nor 'false'");
  });

  test('text keeps its blanks, a nullable column may be empty', () => {
    expect(judge({ type: 'string' }, ' a ')).toBe(' a ');
    expect(judge({ type: 'number', nullable: true }, ' ')).toBe('');
  });

  test('no naughty string makes a judge throw', () => {
    const file = join(import.meta.dirname, '../../conformance/bad-input/blns.json');
    for (const text of JSON.parse(readFileSync(file, 'utf8')) as string[]) {
      for (const type of ['integer', 'number', 'boolean', 'category', 'string', 'timestamp', 'date'] as const) {
        expect(typeof judge({ type }, text)).toBe('string');
      }
    }
  });
});

describe('spellings', () => {
  test.each([
    ['?', ''], [' ? ', ''], ['NA', ''], ['<=50K.', '<=50K'], ['<=50K', '<=50K'], ['n', 'n'],
  ])('%j is %j', (text, canonical) => {
    const spelled = { missing: ['?', 'NA'], aliases: { '<=50K.': '<=50K' } };
    expect(judge({ type: 'category', nullable: true, ...spelled }, text)).toBe(canonical);
  });

  test('a marker is a missing value where a value is required', () => {
    expect(judge({ type: 'integer', missing: ['?'] }, '?')).toBe('missing: a value is required');
  });

  test('what a spelling stands for has to be allowed', () => {
    expect(judge({ type: 'category', set: ['A'], aliases: { b: 'B' } }, 'b')).toBe('set: not one of A');
  });
});

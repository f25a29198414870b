import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { guessDelimiter } from '../../../containers/xgboost/input/csv-delimiter.ts';
import { loadMatrix } from '../../../containers/xgboost/input/load-matrix.ts';
import { parseNumber } from '../../../containers/xgboost/input/parse-number.ts';
import { show, showFloat, showText } from '../../../containers/xgboost/python.ts';
import { parseLiteral } from '../../../containers/xgboost/python-literal.ts';
import { seededRandom } from '../../../domain/boosting/index.ts';

const load = (text: string, format: 'csv' | 'libsvm', weights = false) => {
  const file = join(mkdtempSync(join(tmpdir(), 'input-')), 'data');
  writeFileSync(file, text);
  return loadMatrix([file], { format, weights });
};

describe('numbers', () => {
  const parse = (text: string) => parseNumber(Buffer.from(text), 0, Buffer.byteLength(text));

  test.each(
    [
      '0', '-1.5', '3.25', '1e-3', '-.5', '7.', '12345678901234567890', '1E5',
      '0.1234567890123456789',
    ]
  )(
    '%s is read as the language reads it', (text) => {
      expect(parse(text)).toBe(Number(text));
    });

  test.each(
    [
      ['1:2', 1], ['5 ', 5], ['inf', Infinity], ['-inf', -Infinity], ['nan', NaN], ['abc', NaN],
      ['', NaN],
    ]
  )(
    "'%s' is read as far as it is a number", (text, value) => {
      expect(parse(text)).toBe(value);
    });

  test('any number comes back as the float32 it was written from', () => {
    const random = seededRandom(2);
    for (let i = 0; i < 2000; i++) {
      const value = Math.fround((random.next() - 0.5) * 10 ** Math.floor(random.next() * 30 - 15));
      expect(Math.fround(parse(String(value)))).toBe(value);
    }
  });
});

describe('CSV', () => {
  test('the label comes first; empty fields and text are missing', () => {
    const { labels, values, columns } = load('1,2,,x\n0,nan,5,6\n', 'csv');
    expect(Array.from(labels)).toEqual([1, 0]);
    expect(columns).toBe(3);
    expect(Array.from(values)).toEqual([2, NaN, NaN, NaN, 5, 6]);
  });

  test('the second column is the weight when asked for', () => {
    const { weights, values } = load('1,3,2\n0,4,5\n', 'csv', true);
    expect(Array.from(weights!)).toEqual([3, 4]);
    expect(Array.from(values)).toEqual([2, 5]);
  });

  test('short rows end in missing values, empty lines are no rows, the last line needs no end', () => {
    const { rows, values } = load('1,2\n\n2,3,4\r\n3,5', 'csv');
    expect(rows).toBe(3);
    expect(Array.from(values)).toEqual([2, NaN, 3, 4, 5, NaN]);
  });

  test('lines longer than what is read at once come through whole', () => {
    const wide = Array.from({ length: 200_000 }, (_, i) => i % 1000).join(',');
    const { rows, columns, values } = load(`${wide}\n${wide}\n`, 'csv');
    expect([rows, columns]).toEqual([2, 199_999]);
    expect(values[199_999 + 5]).toBe(6);
  });

  test.each([['1,2', ','], ['1;2', ';'], ['1\t2', '\t'], ['1 2', ' '], ['1|2|3', '|'], ['"a","b"', ','], ['hello', 'l'],
    ['1 2:3', ' ']])("the delimiter of '%s' is '%s'", (line, delimiter) => {
    expect(guessDelimiter(line)).toBe(delimiter);
  });
});

describe('libsvm', () => {
  test('indices count from 0, places not named are missing, labels may carry weights, comments are passed over', () => {
    const { labels, weights, values, columns } = load('1:2 1:5 2:6\n0:1\t0:7 # 2:9\n', 'libsvm');
    expect(columns).toBe(3);
    expect(Array.from(labels)).toEqual([1, 0]);
    expect(Array.from(weights!)).toEqual([2, 1]);
    expect(Array.from(values)).toEqual([NaN, 5, 6, 7, NaN, NaN]);
  });
});

describe('Python as it shows in messages', () => {
  test.each([[1, '1.0'], [0.5, '0.5'], [1e16, '1e+16'], [1e-5, '1e-05'], [
    123456789012, '123456789012.0',
  ], [-0, '-0.0'],
    [Infinity, 'inf'], [NaN, 'nan']])('the float %d prints as %s', (value, text) => {
    expect(showFloat(value)).toBe(text);
  });

  test('text prints in quotes that do not occur in it', () => {
    expect(
      ["a'b", 'a', '"1"', 'x\n'].map(showText)
    ).toEqual(['"a\'b"', "'a'", "'\"1\"'", "'x\\n'"]);
  });

  test.each([['(1,-1)', '(1, -1)'], ['1,2', '(1, 2)'], ['(1)', '1'], ['(1,)', '(1,)'], [
    '[[1,2],[3]]', '[[1, 2], [3]]',
  ],
    ['0.5', '0.5'], ["'a'", "'a'"], ['None', 'None'], ['()', '()']])('the literal %s means %s', (text, shown) => {
    expect(show(parseLiteral(text))).toBe(shown);
  });

  test.each(
    [
      ['(1,a)', 'NameError'], ['(1', 'SyntaxError'], ['', 'SyntaxError'], ['1 2', 'SyntaxError'],
      [']', 'SyntaxError'],
    ]
  )(
    "'%s' raises %s", (text, type) => {
      expect(() => parseLiteral(text)).toThrow(expect.objectContaining({ type }));
    });
});

import { describe, expect, test } from 'vitest';
import { encodedNames } from '../../../domain/features/encoder.ts';
import { rowEncoding } from '../../../domain/features/encode-row.ts';
import { EncoderFitter } from '../../../domain/features/fit-encoder.ts';
import { labelOf } from '../../../domain/features/label.ts';
import { Feature } from '../../../domain/definition/features.ts';
import { errorOf } from '../support/code-of.ts';
import type { z } from 'zod';

const COLUMNS = ['zone', 'miles', 'minutes', 'at', 'riders'];
const ROWS = [
  ['237', '2.5', '10', '2019-03-01 23:10:00', '1'],
  ['4', '0', '0', '2019-03-03 00:00:00', ''],
  ['237', '1', '5', '2019-12-31 12:00:00', '2'],
  ['90', '7', '20', '2020-02-29 08:00:00', '1'],
];

function encode(
  features: readonly z.input<typeof Feature>[], rows = ROWS,
): { names: readonly string[]; lines: string[] } {
  const parsed = features.map((feature) => Feature.parse(feature));
  const fitter = new EncoderFitter(parsed, COLUMNS);
  for (const row of ROWS) fitter.add(row);
  const encoder = fitter.fit();
  return { names: encodedNames(encoder), lines: rows.map(rowEncoding(encoder, COLUMNS)) };
}

describe('encoding', () => {
  test('numbers stay as they are, missing ones are empty', () => {
    const features = [{ kind: 'numeric', column: 'miles' }, { kind: 'numeric', column: 'riders' }] as const;
    expect(encode(features).lines).toEqual(['2.5,1', '0,', '1,2', '7,1']);
  });

  test('ordinal categories are numbered in the order of their numbers, unknown ones are missing', () => {
    const { lines } = encode([{ kind: 'category', column: 'zone' }], [...ROWS, ['5', '', '', '', '']]);
    expect(lines).toEqual(['2', '0', '2', '1', '']);
  });

  test('beyond the most frequent categories all are missing', () => {
    expect(encode([{ kind: 'category', column: 'zone', maxCategories: 1 }]).lines).toEqual(['0', '', '0', '']);
  });

  test('one-hot makes a number per category, and none for unknown ones', () => {
    const { names, lines } = encode([{ kind: 'category', column: 'zone', encoding: 'one-hot' }], [ROWS[0]!, ['5', '', '', '', '']]);
    expect(names).toEqual(['zone=4', 'zone=90', 'zone=237']);
    expect(lines).toEqual(['0,0,1', ',,']);
  });

  test('parts of a time', () => {
    const part = (name: string) => ({ kind: 'time-part', column: 'at', part: name }) as z.input<typeof Feature>;
    const { names, lines } = encode(['hour', 'weekday', 'day', 'month', 'year', 'day-of-year', 'minute'].map(part));
    expect(names[0]).toBe('at_hour');
    expect(lines).toEqual(['23,5,1,3,2019,60,10', '0,0,3,3,2019,62,0', '12,2,31,12,2019,365,0', '8,6,29,2,2020,60,0']);
  });

  test('derived features are missing where they are not defined', () => {
    const features: z.input<typeof Feature>[] = [
      { kind: 'derived', operation: 'ratio', of: ['miles', 'minutes'] },
      { kind: 'derived', operation: 'difference', of: ['miles', 'riders'] },
      { kind: 'derived', operation: 'product', of: ['miles', 'minutes'] },
      { kind: 'log1p', column: 'miles' },
    ];
    const { names, lines } = encode(features, ROWS.slice(0, 2));
    expect(names).toEqual(['miles_ratio_minutes', 'miles_difference_riders', 'miles_product_minutes', 'log1p_miles']);
    expect(lines).toEqual([`0.25,1.5,25,${Math.log1p(2.5)}`, ',,0,0']);
  });

  test('a row without a column that the encoder reads is refused', () => {
    const encoder = { features: [{ name: 'x', feature: Feature.parse({ kind: 'numeric', column: 'x' }), categories: [] }] };
    expect(errorOf(() => rowEncoding(encoder, COLUMNS)).code).toBe('EncoderMismatch');
  });
});

describe('labels', () => {
  test('differences carry no noise of binary fractions', () => {
    expect(labelOf({ difference: ['total', 'tip'] }, ['tip', 'total'])(['2.06', '12.36'])).toBe(10.3);
  });

  test('a missing part makes the label missing', () => {
    expect(labelOf({ difference: ['total', 'tip'] }, ['tip', 'total'])(['', '12.36'])).toBeNaN();
    expect(labelOf({ column: 'y' }, ['y'])([''])).toBeNaN();
  });

  test('binary and multiclass', () => {
    expect(['Yes', 'No'].map((value) => labelOf({ column: 'y', positive: 'Yes' }, ['y'])([value]))).toEqual([1, 0]);
    const ofClass = labelOf({ column: 'y', classes: ['a', 'b', 'c'] }, ['y']);
    expect([ofClass(['c']), ofClass(['z'])]).toEqual([2, NaN]);
  });

  test('a target that is not there is refused', () => {
    expect(errorOf(() => labelOf({ column: 'y' }, ['x'])).code).toBe('EncoderMismatch');
  });
});

import { expect, test } from 'vitest';
import { compilePattern } from '../../../../local/services/events/pattern/compile.ts';

const TOO_COMPLEX =
  'Event pattern is not valid. Reason: Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character';

const wildcards = (...patterns: readonly string[]) =>
  JSON.stringify({ key: patterns.map((wildcard) => ({ wildcard })) });

test('wildcards that one value may satisfy at many places at once are refused', () => {
  expect(() => compilePattern(wildcards('*a*a*a*a*a*a*'))).toThrow(TOO_COMPLEX);
  expect(() => compilePattern(wildcards('*/in/*.a', '*/in/*.b', '*/in/*.c', '*/in/*.d'))).toThrow(
    TOO_COMPLEX,
  );
});

test('wildcards that begin or end differently are accepted', () => {
  const matches = compilePattern(wildcards('*.bif', '*.tiff', '*.tif', '*.svs'));
  expect(matches({ key: 'a.tif' })).toBe(true);
  expect(matches({ key: 'a.tifs' })).toBe(false);
});

test('a negated wildcard counts like any other', () => {
  const pattern = { key: [{ 'anything-but': { wildcard: '*a*a*a*a*a*a*' } }] };
  expect(() => compilePattern(JSON.stringify(pattern))).toThrow(TOO_COMPLEX);
});

test('combinations of $or are limited', () => {
  const or = (name: string) =>
    Array.from({ length: 11 }, (_, index) => ({ [`${name}${index}`]: ['x'] }));
  const nested = { a: { $or: or('a') }, b: { $or: or('b') }, c: { $or: or('c') } };
  expect(() => compilePattern(JSON.stringify(nested))).toThrow('combinations');
});

test('fields that may each lie in many arrays are matched without trying every combination', () => {
  const names = Array.from({ length: 12 }, (_, index) => `f${index}`);
  const list = (name: string) => Array.from({ length: 30 }, () => ({ [name]: 'x', other: 'y' }));
  const pattern = Object.fromEntries([
    ...names.map((name) => [`list-${name}`, { [name]: ['x'] }]),
    ['zlist', { end: ['x'], other: ['z'] }],
  ]);
  const event = Object.fromEntries([
    ...names.map((name) => [`list-${name}`, list(name)]),
    ['zlist', [...list('end'), { other: 'z' }]],
  ]);
  expect(compilePattern(JSON.stringify(pattern))(event)).toBe(false);
});

test('names that objects inherit are no fields', () => {
  const matches = compilePattern('{"constructor": [{"exists": true}]}');
  expect(matches({})).toBe(false);
  expect(matches(JSON.parse('{"constructor": 1}') as Record<string, unknown>)).toBe(true);
});

test.each([
  ['["no", "object"]', 'Filter is not an object', 2],
  [
    'no json',
    "Unrecognized token 'no': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
    3,
  ],
  [
    "{'a': ['b']}",
    "Unexpected character (''' (code 39)): was expecting double-quote to start field name",
    3,
  ],
])('%s is refused with the place where AWS stops reading', (pattern, reason, column) => {
  expect(() => compilePattern(pattern)).toThrow(
    `Event pattern is not valid. Reason: ${reason}\n at [Source: (String)"${pattern}"; line: 1, column: ${column}]`,
  );
});

import { expect, test } from 'vitest';
import { readRatchet, withPassing } from './ratchet.ts';

const TEXT = '# why\n\na[1]\n@slow b c\n';

test('a ratchet has quick ids and slow ones', () => {
  expect(readRatchet(TEXT)).toEqual({ quick: ['a[1]'], slow: ['b c'] });
});

test('what passes is added once, and nothing is taken out', () => {
  const passing = { quick: ['d', 'b c'], slow: ['a[1]', 'e'] };
  expect(withPassing(TEXT, passing)).toBe(`${TEXT}@slow e\nd\n`);
  expect(withPassing(withPassing(TEXT, passing), passing)).toBe(`${TEXT}@slow e\nd\n`);
});

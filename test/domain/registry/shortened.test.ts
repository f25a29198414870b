import { expect, test } from 'vitest';
import { shortened } from '../../../domain/registry/shortened.ts';

test.each([
  ['what fits stays', 'a b', 3, 'a b'],
  ['what is too long ends after a word', 'one two three', 9, 'one two…'],
  ['a word that alone is too long is cut', 'incomprehensible', 6, 'incom…'],
])('%s', (_, text, length, expected) => {
  expect(shortened(text, length)).toBe(expected);
});

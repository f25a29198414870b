import { expect, test } from 'vitest';
import { Succession } from '../../../../local/services/lambda/environments/succession.ts';

function noted(...names: readonly string[]): Succession {
  const succession = new Succession();
  for (const name of names) succession.note(name);
  return succession;
}

test('nothing is expected after a function that was never followed', () => {
  expect(noted().after('a')).toEqual([]);
  expect(noted('a').after('a')).toEqual([]);
});

test('two functions are expected, in the order of the last time', () => {
  expect(noted('a', 'b', 'c', 'd').after('a')).toEqual(['b', 'c']);
  expect(noted('a', 'b', 'c', 'a', 'c', 'd').after('a')).toEqual(['c', 'd']);
});

test('a function is not expected after itself, nor in circles', () => {
  expect(noted('a', 'a').after('a')).toEqual([]);
  expect(noted('a', 'b', 'a').after('a')).toEqual(['b']);
  expect(noted('a', 'b', 'b').after('a')).toEqual(['b']);
});

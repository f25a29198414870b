import { describe, expect, test } from 'vitest';
import { seededChance } from '../../../domain/chance/seeded.ts';
import { decimalIn } from '../../../domain/tabular/decimal.ts';
import { encodeUtf8 } from '../../../domain/tabular/utf8.ts';

function read(text: string): number {
  const bytes = encodeUtf8(`"${text}"`);
  return decimalIn(bytes, 1, bytes.length - 1);
}

/** Texts of up to 19 digits with a point anywhere, and of doubles as JavaScript writes them. */
function* decimals(count: number): Iterable<string> {
  const chance = seededChance('decimals');
  for (let made = 0; made < count; made += 1) {
    const size = 1 + Math.floor(chance() * 19);
    const digits = Array.from({ length: size }, () => Math.floor(chance() * 10)).join('');
    const point = Math.floor(chance() * (size + 1));
    yield `${chance() < 0.5 ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
    yield String((chance() - 0.5) * 10 ** Math.floor(chance() * 10));
  }
}

describe('a decimal in bytes', () => {
  test.each([
    '0',
    '-0',
    '7',
    '12.50',
    '-0.001',
    '.5',
    '5.',
    '999999999',
    '9007199254740992.5',
    '0.1',
  ])('is the number of its text: %s', (text) => {
    expect(read(text)).toBe(Number(text));
  });

  test.each([
    '',
    '-',
    '.',
    '-.',
    '+1',
    '1e3',
    '1.2.3',
    ' 1',
    '0x10',
    '1,5',
    'NaN',
    '1234567890123456789',
  ])('is no number where it is written otherwise, or is too long: %j', (text) => {
    expect(read(text)).toBeNaN();
  });

  test('is rounded as its text is, wherever it is read at all', () => {
    const wrong: string[] = [];
    let unread = 0;
    for (const text of decimals(20_000)) {
      const value = read(text);
      if (Number.isNaN(value)) unread += 1;
      else if (!Object.is(value, Number(text))) wrong.push(text);
    }
    expect(wrong).toEqual([]);
    expect(unread).toBeLessThan(0.1 * 40_000);
  });

  test('is left to others where it lies in the middle of two doubles', () => {
    const texts = [
      '9007199254740992',
      '9007199254740993',
      '9007199254740993.1',
      '18014398509481986',
    ];
    expect(texts.map(read)).toEqual([9007199254740992, NaN, 9007199254740994, NaN]);
  });
});

import { expect, test } from 'vitest';
import { TextDictionary } from '../../../domain/parquet/text-dictionary.ts';
import { decodeUtf8, encodeUtf8 } from '../../../domain/tabular/utf8.ts';

test('a text has one place, however many others there are and wherever its bytes stand', () => {
  const dictionary = new TextDictionary();
  const bytes = encodeUtf8(Array.from({ length: 5000 }, (_, index) => `é${index};`).join(''));
  const ranges: [number, number][] = [];
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(59, at);
    ranges.push([at, end]);
    at = end + 1;
  }
  const places = ranges.map(([from, to]) => dictionary.place(bytes, from, to));
  expect(places).toEqual(places.map((_, index) => index));
  expect(ranges.map(([from, to]) => dictionary.place(bytes, from, to))).toEqual(places);
  expect(dictionary.count).toBe(5000);
  expect(decodeUtf8(dictionary.at(4999).subarray(4))).toBe('é4999');
  dictionary.clear();
  expect(dictionary.place(bytes, ...ranges[7]!)).toBe(0);
  expect([...dictionary.written]).toEqual([3, 0, 0, 0, ...encodeUtf8('é7')]);
});

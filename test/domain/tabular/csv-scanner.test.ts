import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { seededChance } from '../../../domain/chance/seeded.ts';
import { CsvScanner, readCsv } from '../../../domain/tabular/csv-scanner.ts';
import { csvLine } from '../../../domain/tabular/csv-writer.ts';
import { encodeUtf8 } from '../../../domain/tabular/utf8.ts';
import { errorOf } from '../support/code-of.ts';

const badInput = join(import.meta.dirname, '../../conformance/bad-input');

function chunked(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size));
}

function read(text: string, size = 1_000_000): string[][] {
  return readCsv(chunked(encodeUtf8(text), size));
}

function objects([header = [], ...rows]: readonly (readonly string[])[]): Record<string, string>[] {
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])));
}

describe('the corpus of CSV files', () => {
  const files = readdirSync(join(badInput, 'csv-spectrum/csvs'));

  test.each(files)('%s is read as its JSON says, in pieces of any size', (file) => {
    const bytes = readFileSync(join(badInput, 'csv-spectrum/csvs', file));
    const json = readFileSync(join(badInput, 'csv-spectrum/json', file.replace('.csv', '.json')), 'utf8');
    const without = ({ 'Contact Phone Number': _left, ...rest }: Record<string, string>): Record<string, string> => rest;
    const expected = [JSON.parse(json) as Record<string, string>].flat().map(without);
    for (const size of [1, 2, 3, 7, 1_000_000]) {
      expect(objects(readCsv(chunked(bytes, size))).map(without)).toEqual(expected);
    }
  });
});

describe('reading', () => {
  test('a byte order mark is no part of the first name', () => {
    expect(read('\ufeffa,b\n1,2\n', 1)).toEqual([['a', 'b'], ['1', '2']]);
  });

  test('CRLF ends a line like LF does, a CR inside a field stays', () => {
    expect(read('a,b\r\n1,2\r\nx\ry,3\r\n', 1)).toEqual([['a', 'b'], ['1', '2'], ['x\ry', '3']]);
  });

  test('the last line need not end, and may end in an empty field', () => {
    expect(read('a,b\n1,', 1)).toEqual([['a', 'b'], ['1', '']]);
    expect(read('a,b\n1,2', 2)).toEqual([['a', 'b'], ['1', '2']]);
  });

  test('an empty file has no rows, a blank line is a row of one empty field', () => {
    expect(read('')).toEqual([]);
    expect(read('a\n\nb\n', 1)).toEqual([['a'], [''], ['b']]);
  });

  test('quotes, commas and line breaks in quotes cross the borders of pieces', () => {
    const text = 'a,b\n"x ""y"", z","line 1\r\nline 2"\n';
    for (const size of [1, 2, 3, 5, 100]) {
      expect(read(text, size)).toEqual([['a', 'b'], ['x "y", z', 'line 1\r\nline 2']]);
    }
  });

  test('characters of more than one byte cross the borders of pieces', () => {
    expect(read('ä,€\n😀,ok\n', 1)).toEqual([['ä', '€'], ['😀', 'ok']]);
  });

  test('a row knows the line it starts on, also after line breaks in quotes', () => {
    const lines: number[] = [];
    const scanner = new CsvScanner((_fields, line) => lines.push(line));
    scanner.push(encodeUtf8('a\n"1\n2\n3"\n4\n'));
    scanner.end();
    expect(lines).toEqual([1, 2, 5]);
  });
});

describe('refusing', () => {
  test('bytes that are no UTF-8', () => {
    expect(errorOf(() => readCsv([new Uint8Array([0x61, 0xff, 0x0a])])).code).toBe('NotUtf8');
    expect(errorOf(() => readCsv([new Uint8Array([0xe2, 0x82])])).code).toBe('NotUtf8');
  });

  test('a quote that is not closed, with the line of its row', () => {
    expect(errorOf(() => read('a,b\n1,"2\n'))).toEqual({
      code: 'QuoteNotClosed', message: 'close the quote that is opened in the row of line 2',
    });
  });

  test('text after a closing quote', () => {
    expect(errorOf(() => read('a\n"x"y\n', 1)).code).toBe('TextAfterQuote');
  });

  test('a row that no honest file has, before memory runs out', () => {
    expect(errorOf(() => read(`a\n"${'x'.repeat(2_000_000)}`, 65_536)).code).toBe('FieldTooLong');
  });
});

describe('writing', () => {
  test('what is written is read again: naughty strings', () => {
    const naughty = JSON.parse(readFileSync(join(badInput, 'blns.json'), 'utf8')) as string[];
    const rows = naughty.map((text, index) => [text, String(index), text]);
    const bytes = encodeUtf8(rows.map((row) => `${csvLine(row)}\n`).join(''));
    expect(readCsv(chunked(bytes, 13))).toEqual(rows);
  });

  test('what is written is read again: 300 tables of chance', () => {
    const chance = seededChance('tables');
    const pieces = ['a', ',', '"', '\n', '\r\n', ' ', '0', 'é', ''];
    const field = (): string => Array.from({ length: 4 }, () => pieces[Math.floor(chance() * pieces.length)]).join('');
    for (let table = 0; table < 300; table += 1) {
      const rows = Array.from({ length: 5 }, () => ['x', field(), field()]);
      const text = rows.map((row) => `${csvLine(row)}\n`).join('');
      expect(read(text, 1 + Math.floor(chance() * 9))).toEqual(rows);
    }
  });
});

import { describe, expect, test } from 'vitest';
import { seededChance } from '../../../domain/chance/seeded.ts';
import { ByteScanner } from '../../../domain/tabular/byte-scanner.ts';
import { readCsv } from '../../../domain/tabular/csv-scanner.ts';
import { detectDelimiter } from '../../../domain/tabular/detect-delimiter.ts';
import { encodeUtf8 } from '../../../domain/tabular/utf8.ts';
import { isUtf8 } from '../../../domain/tabular/valid-utf8.ts';
import { errorOf } from '../support/code-of.ts';
import type { CsvOptions, Delimiter } from '../../../domain/tabular/csv-dialect.ts';

function read(data: string | Uint8Array, options: CsvOptions = {}, size = 1_000_000): string[][] {
  const bytes = typeof data === 'string' ? encodeUtf8(data) : data;
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
  return readCsv(chunks, options);
}

describe('line ends', () => {
  test.each([
    [
      'CR alone',
      'a,b\r1,2\r3,4',
      [
        ['a', 'b'],
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    ['CR alone at the end too', 'a\r1\r', [['a'], ['1']]],
    ['LF and CRLF mixed', 'a\n1\r\n2\n', [['a'], ['1'], ['2']]],
    ['CR first, then all others', 'a\r1\r\n2\n3', [['a'], ['1'], ['2'], ['3']]],
    ['CR before the last quote', 'a\r"1\r2"\r', [['a'], ['1\r2']]],
    [
      'CR that was cut off from its LF',
      'a,b\r\n"1","2"\r',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['blank lines', 'a\n\n\r\n1\n', [['a'], [''], [''], ['1']]],
  ])('%s', (_name, text, rows) => {
    for (const size of [1, 2, 3, 100]) expect(read(text, {}, size)).toEqual(rows);
  });
});

describe('delimiters', () => {
  test.each([
    [
      'a;b\n1,5;2\n',
      [
        ['a', 'b'],
        ['1,5', '2'],
      ],
    ],
    [
      'a\tb\n"x\ty"\t2\n',
      [
        ['a', 'b'],
        ['x\ty', '2'],
      ],
    ],
    [
      'a|b\r\n1|2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      '"a;x",b\n1,2;3\n',
      [
        ['a;x', 'b'],
        ['1', '2;3'],
      ],
    ],
    ['one\ntwo\n', [['one'], ['two']]],
    [
      'A11 6 A34 1\nA12 48 "A 32" 2\n',
      [
        ['A11', '6', 'A34', '1'],
        ['A12', '48', 'A 32', '2'],
      ],
    ],
    [
      'what people said of us\nnothing at all bad\n',
      [['what people said of us'], ['nothing at all bad']],
    ],
    [
      '2018-01-01 at 00:00:00 h;1\n2018-01-02 at 00:00:00 h;2\n',
      [
        ['2018-01-01 at 00:00:00 h', '1'],
        ['2018-01-02 at 00:00:00 h', '2'],
      ],
    ],
    ['one line of blanks\n', [['one line of blanks']]],
  ])('%j tells its own', (text, rows) => {
    for (const size of [1, 1000]) expect(read(text, { delimiter: 'detect' }, size)).toEqual(rows);
  });

  test('one that is given is not guessed', () => {
    expect(read('a;b,c\n', { delimiter: ';' })).toEqual([['a', 'b,c']]);
  });

  test('where two are likely, the one that agrees with the most lines wins', () => {
    expect(detectDelimiter(encodeUtf8('a;b,c\n1;2\n3;4\n'), true)).toBe(';');
  });

  test.each<[string, string, Delimiter]>([
    ['an inch is no quote', 'size;a, b;c\n5" pipe;1;2\n6" pipe;3;4\n', ';'],
    ['text behind a closing quote', '"a;b",c;d\n"e;f",1\n"g;h",2\n', ','],
    ['a quoted line end', 'a;b,c|d\n"1\n2";3\n4;5\n', ';'],
    ['a CR within a line', 'a;b,c\n1\r2;3\n4\r5;6\n', ';'],
    ['lines that end in CR', 'a;b,c\r1;2\r3;4\r', ';'],
    ['nothing', '', ','],
    ['a remark above the table', `|1x3 Cross validator\n${'1, 2, a b\n'.repeat(20)}`, ','],
    ['a remark above lines of many widths', 'a|b\n1,2\n3\n4\n', '|'],
    // Found by `bench/data/fuzz.mjs`.
    ['a quoted field that begins behind its delimiter', 'x,;"b""a"\r\n', ';'],
    ['quotes that follow the rules for one alone', 'x|;\nx;\t|"a|"\n', '|'],
  ])('%s: each delimiter is asked as the scanner would read with it', (_name, text, expected) => {
    expect(detectDelimiter(encodeUtf8(text), true)).toBe(expected);
  });

  test('is found in a sample that ends in the middle of a line', () => {
    expect(detectDelimiter(encodeUtf8('a;b;c\n1;2;3\n4'), false)).toBe(';');
  });
});

describe('encodings', () => {
  test.each([
    [
      'UTF-16 with a byte order mark',
      [0xff, 0xfe, 0x61, 0x00],
      'save the file as UTF-8: it is UTF-16',
    ],
    ['UTF-16 of the other order', [0xfe, 0xff, 0x00, 0x61], 'save the file as UTF-8: it is UTF-16'],
    [
      'Latin-1 on the second line',
      [0x61, 0x0a, 0xe9, 0x0a],
      'save the file as UTF-8, or say its `encoding` in the contract: line 2 holds bytes that are no text',
    ],
  ])('%s is refused', (_name, bytes, message) => {
    expect(errorOf(() => read(Uint8Array.from(bytes), {}, 1))).toEqual({
      code: 'NotUtf8',
      message,
    });
  });

  // The table of RFC 3629 and of Unicode, chapter 3, "Well-Formed UTF-8 Byte Sequences".
  test.each([
    [[0xc2, 0x80], true],
    [[0xc1, 0xbf], false],
    [[0xe0, 0xa0, 0x80], true],
    [[0xe0, 0x9f, 0xbf], false],
    [[0xed, 0x9f, 0xbf], true],
    [[0xed, 0xa0, 0x80], false],
    [[0xf0, 0x90, 0x80, 0x80], true],
    [[0xf0, 0x8f, 0xbf, 0xbf], false],
    [[0xf4, 0x8f, 0xbf, 0xbf], true],
    [[0xf4, 0x90, 0x80, 0x80], false],
    [[0xf5, 0x80, 0x80, 0x80], false],
    [[0x80], false],
    [[0xe2, 0x82], false],
    [[0xe2, 0x28, 0xa1], false],
    [[0xe2, 0x82, 0x28], false],
  ])('%j is UTF-8: %s', (bytes, expected) => {
    expect(isUtf8(Uint8Array.from(bytes), 0, bytes.length)).toBe(expected);
  });

  test('agrees with the platform about bytes of chance', () => {
    const chance = seededChance('utf8');
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const leads = [0x41, 0xc3, 0xe2, 0xed, 0xf0, 0xf4, 0x80, 0x9f, 0xa0, 0xbf];
    for (let round = 0; round < 2000; round += 1) {
      const bytes = Uint8Array.from(
        { length: 5 },
        () => leads[Math.floor(chance() * leads.length)]!,
      );
      const expected = (() => {
        try {
          return decoder.decode(bytes) !== undefined;
        } catch {
          return false;
        }
      })();
      expect([...bytes, isUtf8(bytes, 0, 5)]).toEqual([...bytes, expected]);
    }
  });

  test('texts behind characters of two, three and four bytes are the right ones', () => {
    const rows = [
      ['é', 'x', '€uro', 'y'],
      ['a', '😀', 'b', ''],
      ['plain', '"', 'ü"ü', 'end'],
    ];
    const text = rows
      .map((row) => row.map((field) => `"${field.replaceAll('"', '""')}"`).join(','))
      .join('\n');
    for (const size of [1, 4, 100]) expect(read(text, {}, size)).toEqual(rows);
    const picked: string[] = [];
    const scanner = new ByteScanner((row) => picked.push(row.text(3), row.text(1), row.text(2)));
    scanner.push(encodeUtf8(text));
    scanner.end();
    expect(picked).toEqual(['y', 'x', '€uro', '', '😀', 'b', 'end', '"', 'ü"ü']);
  });
});

describe('limits', () => {
  test('a field of 100 MB is refused long before it is in memory', () => {
    const megabyte = encodeUtf8('x'.repeat(1 << 20));
    let taken = 0;
    const scanner = new ByteScanner(() => undefined);
    const feed = (): void => {
      scanner.push(encodeUtf8('a\n"'));
      for (; taken < 100; taken += 1) scanner.push(megabyte);
    };
    expect(errorOf(feed)).toEqual({
      code: 'FieldTooLong',
      message:
        'close the quote or split the row that starts on line 2: it has more than 1048576 bytes',
    });
    expect(taken).toBeLessThan(3);
  });

  test('a row of a million columns is refused', () => {
    expect(errorOf(() => read('0,'.repeat(500_000))).code).toBe('TooManyColumns');
    expect(errorOf(() => read('a,b,c\n', { maxColumns: 2 })).code).toBe('TooManyColumns');
    expect(read('0,'.repeat(16_383))[0]).toHaveLength(16_384);
  });

  test('a long row in pieces of one byte takes no longer than its length', () => {
    const scanner = new ByteScanner(() => undefined);
    for (const byte of encodeUtf8(`"${'\n'.repeat(300_000)}"`)) scanner.push(Uint8Array.of(byte));
    scanner.end();
  });
});

test('rows are the same whatever the pieces, and so are refusals', () => {
  const chance = seededChance('pieces');
  const parts = ['a', ',', ',', '"', '""', '\n', '\r\n', '\r', 'é', '😀', ';', '\0', ' '];
  const outcome = (bytes: Uint8Array, size: number): unknown => {
    try {
      return read(bytes, {}, size);
    } catch (error) {
      return error instanceof Error ? error.message : error;
    }
  };
  for (let round = 0; round < 600; round += 1) {
    const text = Array.from({ length: 12 }, () => parts[Math.floor(chance() * parts.length)]!).join(
      '',
    );
    const bytes = encodeUtf8(text);
    const whole = outcome(bytes, bytes.length);
    for (const size of [1, 2, 5]) expect([text, outcome(bytes, size)]).toEqual([text, whole]);
  }
});

import { describe, expect, test } from 'vitest';
import { seededChance } from '../../../domain/chance/seeded.ts';
import { JsonLinesScanner } from '../../../domain/tabular/json-lines-scanner.ts';
import { errorOf } from '../support/code-of.ts';

interface Read {
  readonly line: number;
  readonly texts: readonly string[];
  readonly fault: string | undefined;
}

/** Reads a file in pieces of so many bytes. */
function read(bytes: Uint8Array, size = bytes.length): { names: readonly string[]; rows: Read[] } {
  let names: readonly string[] = [];
  const rows: Read[] = [];
  const scanner = new JsonLinesScanner(
    {
      names: (members) => ({ names: (names = members), wanted: members.filter((name) => name !== 'x') }),
      take: (row) =>
        rows.push({
          line: row.line,
          texts: row.texts(),
          fault: row.fault && `${row.fault.rule} ${row.fault.column}`,
        }),
    },
    { maxRowBytes: 1 << 18 },
  );
  for (let at = 0; at < bytes.length; at += size) scanner.push(bytes.subarray(at, at + size));
  scanner.end();
  return { names, rows };
}

const textsOf = (text: string) => read(Buffer.from(text)).rows.map(({ texts }) => texts);
const faultsOf = (text: string) => read(Buffer.from(text)).rows.map(({ fault }) => fault);

test('objects become rows in the order of the first one, on their lines', () => {
  const text = '\ufeff{"a":1,"b":"x y","c":true}\r\n\n{ "c" : false , "a" : -2.5e3, "b":null }\n{"b":"","d":9}';
  const { names, rows } = read(Buffer.from(text));
  expect(names).toEqual(['a', 'b', 'c']);
  expect(rows).toEqual([
    { line: 1, texts: ['1', 'x y', 'true'], fault: undefined },
    { line: 3, texts: ['-2.5e3', '', 'false'], fault: undefined },
    { line: 4, texts: ['', '', ''], fault: undefined },
  ]);
});

test.each([
  ['"\\"\\\\\\/\\b\\f\\n\\r\\t"', '"\\/\b\f\n\r\t'],
  ['"\\u00e9\\u20AC\\ud83d\\ude00!"', 'é€😀!'],
  ['"é€😀"', 'é€😀'],
  ['"{[\\"x\\", 1]}"', '{["x", 1]}'],
  ['"\\u0000"', '\0'],
])('the text of %s is told by its escapes', (json, text) => {
  expect(textsOf(`{"before":1,"a":${json},"b":"after"}`)).toEqual([['1', text, 'after']]);
});

test('a line that breaks off is none, whatever line stood in its place before', () => {
  const text = '{"a":"x\\n","b":1,"c":2}\n{"a":"x\\n",\n{"a":"\\n","b":1,"c":2,"c":3}';
  expect(faultsOf(text)).toEqual([undefined, 'not-an-object ', 'repeated-key c']);
});

test.each([
  ['{"a":1', 'not-an-object '],
  ['{"a":1}{"a":2}', 'not-an-object '],
  ['{"a" 1}', 'not-an-object '],
  ['{"a":tru}', 'not-an-object '],
  ['{"a":"x\\q"}', 'not-an-object '],
  ['{"a":"\\ud83d"}', 'not-an-object '],
  ['{"a":"x', 'not-an-object '],
  ['{a:1}', 'not-an-object '],
  ['[1]', 'not-an-object '],
  ['7', 'not-an-object '],
  ['{"a":1,}', 'not-an-object '],
  ['{"a":{"x":1}}', 'nested-value a'],
  ['{"b":2,"a":[1,2]}', 'nested-value a'],
  ['{"a":1,"a":2}', 'repeated-key a'],
  ['{"a":1,"\\u0061":2}', 'repeated-key a'],
])('%s is a row that says what is wrong', (line, fault) => {
  expect(faultsOf(`{"a":0,"b":0}\n${line}\n{"a":1}`)).toEqual([undefined, fault, undefined]);
});

test('what nobody asked for may be nested, to any depth', () => {
  const { rows } = read(Buffer.from('{"a":1,"x":[]}\n{"x":{"y":[{"a":"}]"}]},"a":2}\n'));
  expect(rows.map(({ texts, fault }) => [texts, fault])).toEqual([
    [['1', ''], undefined],
    [['2', ''], undefined],
  ]);
  expect(faultsOf(`{"a":1}\n{"x":${'['.repeat(100_000)}}\n`)).toEqual([undefined, 'not-an-object ']);
});

describe('a file is refused', () => {
  test('with bytes that are no text', () => {
    const bytes = Buffer.from('{"a":"x"}\n{"a":"y"}\n');
    bytes[bytes.indexOf('y')] = 0xff;
    expect(errorOf(() => read(bytes))).toMatchObject({ code: 'NotUtf8', message: expect.stringContaining('line 2') });
  });

  test('with an object that never ends', () => {
    expect(errorOf(() => read(Buffer.from(`{"a":"${'x'.repeat(1 << 19)}`), 5000)).code).toBe('FieldTooLong');
  });
});

test('rows are those of JSON.parse, whatever the pieces', () => {
  const chance = seededChance('json lines');
  const pick = <T>(from: readonly T[]): T => from[Math.floor(chance() * from.length)]!;
  const parts = ['a', ' ', '"', '\\', '/', '\n', '\u0001', 'é', '€', '😀', '\u2028', '0', '{', '}', ','];
  const text = () => Array.from({ length: Math.floor(chance() * 6) }, () => pick(parts)).join('');
  for (let round = 0; round < 40; round += 1) {
    const objects = Array.from({ length: 1 + Math.floor(chance() * 20) }, () => ({
      a: pick<unknown>([text(), null, chance() * 1e6, -0.5, true]),
      'b c': text(),
      'é"': pick<unknown>([1, 'x', false]),
    }));
    const lines = objects.map((one) => JSON.stringify(one, null, pick([undefined, ' '])).replaceAll('\n', ' '));
    const bytes = Buffer.from(lines.join('\n'));
    const expected = objects.map((one) => Object.values(one).map((value) => String(value ?? '')));
    for (const size of [bytes.length, 1 + Math.floor(chance() * 30)]) {
      const { rows } = read(bytes, size);
      expect(rows.map(({ texts }) => texts)).toEqual(expected);
    }
  }
});

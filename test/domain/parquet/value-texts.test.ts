import { describe, expect, test } from 'vitest';
import { seededChance } from '../../../domain/chance/seeded.ts';
import { timestampText } from '../../../domain/contract/time-text.ts';
import { TextPile } from '../../../domain/parquet/text-pile.ts';
import { columnTexts } from '../../../domain/parquet/value-texts.ts';
import type { SchemaElement } from 'hyparquet';

function textsOf(element: Omit<SchemaElement, 'name'>, values: readonly unknown[]): string[] {
  const pile = new TextPile(1);
  const { write } = columnTexts({ name: 'v', ...element }, 'v');
  for (const value of values) {
    write(value, pile);
    pile.end();
  }
  return values.map((_, index) => pile.textOf(index));
}

describe('values become texts', () => {
  test('numbers as JavaScript writes them', () => {
    const chance = seededChance('numbers');
    const numbers = [
      0,
      -0,
      1,
      -7,
      9,
      10,
      99,
      100,
      2 ** 31 - 1,
      2 ** 31,
      -(2 ** 31),
      1e21,
      1e-7,
      NaN,
    ];
    for (let made = 0; made < 300; made += 1) {
      numbers.push(Math.floor(chance() * 10 ** (made % 12)), (chance() - 0.5) * 1e6);
    }
    expect(textsOf({ type: 'DOUBLE' }, numbers)).toEqual(numbers.map(String));
  });

  test('whole numbers of 64 bits with all their digits', () => {
    const numbers = [0n, -5n, 2n ** 53n + 1n, -(2n ** 63n)];
    expect(textsOf({ type: 'INT64' }, numbers)).toEqual(numbers.map(String));
  });

  test.each([
    ['MILLIS', 1000n],
    ['MICROS', 1_000_000n],
    ['NANOS', 1_000_000_000n],
  ] as const)('times in %s as seconds, rounded down', (unit, parts) => {
    const logical = { type: 'TIMESTAMP', isAdjustedToUTC: false, unit } as const;
    const seconds = [0, 1, 59, 3600, 86_399, 86_400, -1, -86_400, 951_782_400, 4_102_444_799];
    const element = { type: 'INT64', logical_type: logical } as const;
    expect(
      textsOf(
        element,
        seconds.map((one) => BigInt(one) * parts + parts - 1n),
      ),
    ).toEqual(seconds.map(timestampText));
  });

  test('times that are none of a calendar as what they are', () => {
    const element = { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' } as const;
    expect(textsOf(element, [2n ** 62n, -62_167_219_200_000n, 253_402_300_799_999n, null])).toEqual(
      [String(Number(2n ** 62n / 1000n)), '0000-01-01 00:00:00', '9999-12-31 23:59:59', ''],
    );
  });

  test('days as dates', () => {
    expect(textsOf({ type: 'INT32', converted_type: 'DATE' }, [0, -1, 11_016, null])).toEqual([
      '1970-01-01',
      '1969-12-31',
      '2000-02-29',
      '',
    ]);
  });

  test('bytes as text only where they are one', () => {
    const bytes = Uint8Array.of(0xc3, 0xa9);
    expect(textsOf({ type: 'BYTE_ARRAY' }, [bytes])).toEqual(['é']);
    expect(() => textsOf({ type: 'BYTE_ARRAY' }, [bytes.subarray(0, 1)])).toThrow(
      'save the file as UTF-8',
    );
    expect(() => textsOf({ type: 'FIXED_LEN_BYTE_ARRAY' }, [bytes])).toThrow(
      "write column 'v' as plain values",
    );
  });
});

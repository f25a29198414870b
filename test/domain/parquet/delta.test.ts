import { deltaBinaryUnpack } from 'hyparquet/src/delta.js';
import { expect, test } from 'vitest';
import { seededChance } from '../../../domain/chance/seeded.ts';
import { fitsDelta, writeDelta } from '../../../domain/parquet/delta.ts';
import { plainOf, readDelta } from '../../../domain/parquet/delta-reader.ts';

const MOST = 2 ** 51 - 1;

/** What hyparquet, which has nothing in common with ours, makes of a page. */
function readElsewhere(page: Uint8Array, count: number): number[] {
  const found = new BigInt64Array(count);
  const view = new DataView(page.buffer, page.byteOffset, page.length);
  const reader = { view, offset: 0 };
  deltaBinaryUnpack(reader, count, found);
  return Array.from(found, Number);
}

function expectReadable(numbers: readonly number[]): void {
  const page = writeDelta(Float64Array.from(numbers)).slice();
  expect([...readDelta(page, numbers.length)]).toEqual(numbers);
  expect(readElsewhere(page, numbers.length)).toEqual(numbers);
}

test.each<[string, readonly number[]]>([
  ['nothing', []],
  ['one', [7]],
  ['a negative one', [-7]],
  ['two that are the same', [3, 3]],
  ['the widest', [-MOST, MOST, -MOST, 0, MOST]],
  ['one after the other', Array.from({ length: 1000 }, (_, index) => index - 500)],
  ['downwards', Array.from({ length: 300 }, (_, index) => 900 - 3 * index)],
  ['all the same but the last', [...new Array<number>(128).fill(5), 6]],
])('%s comes back', (_name, numbers) => {
  expectReadable(numbers);
});

test('offsets of every width come back, in pages that end anywhere in a block', () => {
  const chance = seededChance('delta');
  for (let width = 0; width <= 50; width += 1) {
    for (const length of [2, 31, 32, 33, 34, 127, 128, 129, 130, 257]) {
      const most = 2 ** width;
      expectReadable(Array.from({ length }, () => Math.floor((chance() - 0.5) * most) + 0));
    }
  }
});

test('numbers whose differences no double holds are not taken', () => {
  expect(fitsDelta(-MOST, MOST)).toBe(true);
  expect(fitsDelta(0, 2 ** 51)).toBe(false);
  expect(fitsDelta(-Number.MAX_SAFE_INTEGER, 0)).toBe(false);
});

test('numbers become plain bytes of four or eight', () => {
  const numbers = Float64Array.of(-1, 2 ** 33 + 5);
  expect([...new BigInt64Array(plainOf(numbers, 8).buffer)]).toEqual([-1n, 2n ** 33n + 5n]);
  expect([...new Int32Array(plainOf(Float64Array.of(-1, 7), 4).buffer)]).toEqual([-1, 7]);
});

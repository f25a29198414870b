import { expect, test } from 'vitest';
import { seededChance } from '../../../domain/chance/seeded.ts';
import { plainFinder, wasmFinder } from '../../../domain/tabular/mark-finder.ts';
import type { MarkFinder } from '../../../domain/tabular/mark-finder.ts';

function find(finder: MarkFinder, bytes: Uint8Array, from: number): number[] {
  const places = new Int32Array(bytes.length + 2).fill(-1);
  const count = finder({ bytes, from, to: bytes.length, delimiter: 59, places, count: 1 });
  expect(places[count]).toBe(-1);
  return [...places.subarray(1, count)];
}

test('every byte is marked that a reader has to look at, and no other', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const marked = [...bytes].filter((byte) => [0, 10, 13, 34, 59].includes(byte) || byte >= 128);
  expect(find(plainFinder, bytes, 0)).toEqual(marked);
  expect(find(wasmFinder()!, bytes, 0)).toEqual(marked);
});

test('WebAssembly finds what a plain loop finds, in pieces of every length and of more than a page', () => {
  const chance = seededChance('marks');
  const finder = wasmFinder()!;
  for (const length of [0, 1, 15, 16, 17, 31, 32, 33, 1000, 65_535, 65_536, 65_537, 200_000]) {
    for (const share of [0, 0.1, 1]) {
      const some = (): number => (chance() < share ? 59 : 32 + Math.floor(chance() * 200));
      const bytes = Uint8Array.from({ length }, some);
      const from = Math.floor(chance() * Math.min(length, 40));
      expect(find(finder, bytes, from)).toEqual(find(plainFinder, bytes, from));
    }
  }
});

import { describe, expect, test } from 'vitest';
import { JudgedRow } from '../../../domain/contract/judged-row.ts';
import { NumberBlock } from '../../../domain/contract/number-block.ts';
import { DataContract } from '../../../domain/definition/data-contract.ts';

const { columns } = DataContract.parse({
  columns: [
    { name: 'miles', type: 'number', nullable: true },
    { name: 'zone', type: 'category' },
    { name: 'riders', type: 'integer' },
  ],
});
const row = new JudgedRow(columns);

function fill(block: NumberBlock, rows: readonly (readonly [number, number])[]): boolean[] {
  return rows.map(([miles, riders]) => {
    row.numbers.set([miles, NaN, riders]);
    return block.take(row);
  });
}

describe('a block of numbers', () => {
  test('gives back those of one column that are there, and says which are', () => {
    const block = new NumberBlock([0, 2]);
    fill(block, [
      [1.5, 7],
      [NaN, 8],
      [-0, 9],
    ]);
    const [numbers, present] = [new Float64Array(4), new Uint8Array(3)];
    expect(block.copy(0, numbers, 1, present)).toBe(2);
    expect([[...numbers], [...present]]).toEqual([
      [0, 1.5, 0, 0],
      [1, 0, 1],
    ]);
    expect(block.copy(1, numbers, 0)).toBe(3);
    expect([...numbers]).toEqual([7, 8, 9, 0]);
  });

  test('says when it is full, and begins again', () => {
    const block = new NumberBlock(Array.from({ length: 4096 }, () => 2));
    expect(block.capacity).toBe(2);
    expect(
      fill(block, [
        [0, 1],
        [0, 2],
      ]),
    ).toEqual([false, true]);
    block.rows = 0;
    fill(block, [[0, 3]]);
    const numbers = new Float64Array(2);
    expect([block.copy(4095, numbers, 0), ...numbers]).toEqual([1, 3, 0]);
  });

  test('of no columns only counts rows', () => {
    const block = new NumberBlock([]);
    expect(fill(block, [[0, 1]])).toEqual([false]);
    expect(block.rows).toBe(1);
  });
});

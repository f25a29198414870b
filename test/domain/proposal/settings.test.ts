import { describe, expect, test } from 'vitest';
import { balancedRows, settingsFor } from '../../../domain/proposal/settings.ts';

const labels = (counts: readonly number[]) =>
  counts.flatMap((count, label) => Array.from({ length: count }, () => label));

describe('what rows are worth', () => {
  test.each([
    ['numbers', [], 0, 10_000],
    ['two classes of one size', [50, 50], 2, 10_000],
    ['a class of 8 %', [92, 8], 2, 1600],
    ['three classes', [60, 30, 10], 3, 3000],
    ['a class that is not in the sample', [100, 0], 2, 200],
  ])('of %s', (_name, counts, classes, worth) => {
    expect(balancedRows(10_000, labels(counts), classes)).toBeCloseTo(worth, 6);
  });

  test('rows without a label do not count', () => {
    expect(balancedRows(100, [NaN, 0, 1, NaN], 2)).toBe(100);
  });
});

test('where little is to be learned trees are shallow, and all else is as for so many rows', () => {
  const [plain, rare] = [settingsFor(20_000, 'binary'), settingsFor(20_000, 'binary', 900)];
  expect(plain.algorithm).toMatchObject({ hyperparameters: { max_depth: 6 } });
  expect(rare).toEqual({ ...plain, algorithm: rare.algorithm });
  expect(rare.algorithm).toMatchObject({ hyperparameters: { max_depth: 3 } });
});

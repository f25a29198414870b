import { describe, expect, test } from 'vitest';
import { binOf, binsOf, categoryBinning, noCounts, plus, quantileBinning, smoothedShares } from '../../../domain/profile/binning.ts';
import { countInto, profileOf } from '../../../domain/profile/profile.ts';
import { Feature } from '../../../domain/definition/features.ts';

describe('bins', () => {
  test('edges at quantiles fill bins evenly, and include their upper end', () => {
    const binning = quantileBinning(Array.from({ length: 1001 }, (_, index) => index), 4);
    expect(binning).toEqual({ kind: 'numeric', edges: [250, 500, 750] });
    const bin = binOf(binning);
    expect(['250', '251', '-5', '99999', ''].map(bin)).toEqual([0, 1, 0, 3, 4]);
  });

  test('a value that most rows have is one bin, a constant is one bin', () => {
    expect(quantileBinning([1, 1, 1, 1, 1, 1, 2, 3], 4)).toEqual({ kind: 'numeric', edges: [1] });
    expect(quantileBinning([7, 7, 7], 4)).toEqual({ kind: 'numeric', edges: [] });
    expect(quantileBinning([], 4)).toEqual({ kind: 'numeric', edges: [] });
  });

  test('rare and unknown categories share a bin, missing values have their own', () => {
    const binning = categoryBinning(new Map([['a', 5], ['b', 9], ['c', 1]]), 2);
    const bin = binOf(binning);
    expect(binsOf(binning)).toBe(4);
    expect(['b', 'a', 'c', 'z', ''].map(bin)).toEqual([0, 1, 2, 2, 3]);
  });

  test('counts add up, and shares of counts are never zero', () => {
    expect(plus([1, 2], [3, 4])).toEqual([4, 6]);
    expect(smoothedShares([9, 0])).toEqual([0.95, 0.05]);
    expect(smoothedShares([0, 0])).toEqual([NaN, NaN]);
  });
});

describe('profiles', () => {
  const features = [
    Feature.parse({ kind: 'numeric', column: 'x' }), Feature.parse({ kind: 'time-part', column: 'at', part: 'hour' }),
    Feature.parse({ kind: 'derived', operation: 'ratio', of: ['x', 'y'] }),
  ];
  const columns = ['x', 'y', 'at'];
  const rows = [['1', '2', '2019-03-01 10:00:00'], ['3', '0', '2019-03-01 10:59:00'], ['', '1', '2019-03-01 11:00:00']];

  test('watch values before encoding: numbers by quantile, parts of time by name', () => {
    const [x, hour, ratio] = profileOf(features, columns, rows);
    expect(x).toEqual({ name: 'x', binning: { kind: 'numeric', edges: [1] }, counts: [1, 1, 1] });
    expect(hour).toEqual({ name: 'at_hour', binning: { kind: 'category', categories: ['10', '11'], rare: [] }, counts: [2, 1, 0, 0, 0] });
    expect(ratio?.counts).toEqual([1, 2]);
  });

  test('count further values into the bins they have', () => {
    const [x] = profileOf(features, columns, rows);
    expect(countInto({ ...x!, counts: noCounts(x!.binning) }, ['0', '9', '9', '']).counts).toEqual([1, 2, 1]);
  });
});

describe('values that are new', () => {
  const feature = { kind: 'category', column: 'zone', encoding: 'ordinal', maxCategories: 100 } as const;
  // 30 zones, the later the rarer; the last two were seen but once.
  const rows = Array.from({ length: 30 }, (_, zone) =>
    new Array<string[]>(zone < 28 ? 60 - 2 * zone : 1).fill([`zone ${zone}`])).flat();
  const [profile] = profileOf([feature], ['zone'], rows);

  test('have a bin of their own, apart from those that are rare', () => {
    const bin = binOf(profile!.binning);
    const last = binsOf(profile!.binning) - 1;
    expect(bin('')).toBe(last);
    expect(bin('zone 99')).toBe(last - 1);
    expect(bin('zone 25')).toBe(last - 2);
    expect(bin('zone 0')).toBe(0);
  });

  test('are expected as often as there were values seen but once', () => {
    expect(profile!.counts.at(-2)).toBe(2);
  });

  test('are not told from rare ones where the column is personal: no rare value is kept', () => {
    const [private_] = profileOf([feature], ['zone'], rows, { personal: new Set(['zone']) });
    expect(private_!.binning).toEqual({ kind: 'category', categories: expect.any(Array) });
    expect(binsOf(private_!.binning)).toBe(26);
  });

  test('are not told from rare ones where there are too many to name', () => {
    const many = Array.from({ length: 3000 }, (_, index) => [`user ${index % 1500}`]);
    expect(profileOf([feature], ['zone'], many)[0]!.binning).not.toHaveProperty('rare');
  });
});

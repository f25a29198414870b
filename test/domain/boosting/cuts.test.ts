import { describe, expect, test } from 'vitest';
import { findCuts } from '../../../domain/boosting/cuts.ts';
import { sortedOrder } from '../../../domain/boosting/radix-sort.ts';
import { seededRandom } from '../../../domain/boosting/index.ts';
import { aMatrix } from './builders.ts';

const column = (values: readonly number[], weights?: readonly number[]) =>
  aMatrix(values.map((value) => [0, value]), weights);

describe('cuts', () => {
  test('few values get a bin each, and the last bound lies above all', () => {
    const [cuts] = findCuts(column([3, 1, 2, 1]), { maxBins: 256, method: 'hist' });
    expect(Array.from(cuts!.bounds.slice(0, -1))).toEqual([2, 3]);
    expect(cuts!.bounds.at(-1)).toBeGreaterThan(3);
    expect(cuts!.lowest).toBeLessThan(1);
  });

  test('exact cuts keep every distinct value', () => {
    const [cuts] = findCuts(column([3, 1, NaN, 2, 1]), { maxBins: 2, method: 'exact' });
    expect(Array.from(cuts!.values!)).toEqual([1, 2, 3]);
  });

  test('a column without any value gets one bin', () => {
    const [cuts] = findCuts(column([NaN, NaN]), { maxBins: 256, method: 'hist' });
    expect(cuts!.bounds).toHaveLength(1);
  });

  test.each([[16, 50_000], [256, 50_000], [256, 3000]])(
    '%i bins of %i values rise and hold about the same number of rows each', (maxBins, count) => {
      const random = seededRandom(maxBins);
      const values = Array.from({ length: count }, () => Math.log(1 - random.next()));
      const { bounds } = findCuts(column(values), { maxBins, method: 'hist' })[0]!;
      expect(bounds.length).toBeLessThanOrEqual(maxBins);
      const sizes = new Array<number>(bounds.length).fill(0);
      values.forEach((value) => sizes[bounds.findIndex((bound) => value < bound)]!++);
      expect(Array.from(bounds)).toEqual(Array.from(bounds).sort((a, b) => a - b));
      expect(Math.max(...sizes)).toBeLessThan(count / maxBins * 2.5);
    });

  test('weight pulls cuts towards the rows that carry it', () => {
    const values = Array.from({ length: 1000 }, (_, i) => i);
    const light = findCuts(column(values), { maxBins: 4, method: 'hist' })[0]!.bounds[0]!;
    const heavy = findCuts(
      column(values, values.map((value) => (value < 100 ? 50 : 1))), { maxBins: 4, method: 'hist' }
    );
    expect(heavy[0]!.bounds[0]!).toBeLessThan(light / 2);
  });
});

describe('sorting by digits', () => {
  test('orders floats of either sign as comparing them does, and keeps equal ones in place', () => {
    const random = seededRandom(1);
    const values = Float32Array.from(
      { length: 5000 }, () => (random.next() - 0.5) * 10 ** Math.floor(random.next() * 20 - 10)
    );
    values.set([0, -0, 0, Infinity, -Infinity, 1, 1]);
    expect(
      Array.from(sortedOrder(values), (i) => values[i]! + 0)
    ).toEqual(Array.from(values.slice().sort(), (v) => v + 0));
    expect(Array.from(sortedOrder(Float32Array.of(2, 1, 1, 1)))).toEqual([1, 2, 3, 0]);
  });
});

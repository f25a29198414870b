import { describe, expect, test } from 'vitest';
import { seededChance } from '../../../domain/chance/seeded.ts';
import { Resamples } from '../../../domain/monitoring/resamples.ts';
import { resamplesOf } from '../support/outcomes.ts';

/** Losses of an exponential distribution of mean 1. */
function losses(count: number, seed: string): number[] {
  const chance = seededChance(seed);
  return Array.from({ length: count }, () => -Math.log(1 - chance()));
}

describe('resamples', () => {
  test('of pieces merge into those of all rows, in any order', () => {
    const all = losses(90, 'merge');
    const rows = all.map((loss, index) => ({ id: `row:${index}`, loss }));
    const piece = (from: number, to: number) => {
      const part = new Resamples();
      for (const { id, loss } of rows.slice(from, to)) part.add(id, loss);
      return part.state();
    };
    const [a, b, c] = [piece(0, 20), piece(20, 50), piece(50, 90)];
    const whole = resamplesOf(all).interval(0.95)!;
    for (const order of [[a, b, c], [c, a, b]]) {
      const merged = order.reduce((sum, part) => sum.merge(part), new Resamples()).interval(0.95)!;
      expect(merged[0]).toBeCloseTo(whole[0], 6);
      expect(merged[1]).toBeCloseTo(whole[1], 6);
    }
  });

  test('hold the mean about as often as they say, and narrow with the root of the rows', () => {
    const held = Array.from({ length: 200 }, (_, trial) => {
      const interval = resamplesOf(losses(300, `trial ${trial}`), `trial ${trial}`).interval(0.9)!;
      return interval[0] <= 1 && 1 <= interval[1];
    }).filter(Boolean).length;
    // 180 are due; four standard deviations of the binomial distribution are 17.
    expect(held).toBeGreaterThan(162);
    expect(held).toBeLessThan(197);
    const width = (count: number) => {
      const [low, high] = resamplesOf(losses(count, 'width')).interval(0.9)!;
      return high - low;
    };
    expect(width(400) / width(6400)).toBeGreaterThan(3);
    expect(width(400) / width(6400)).toBeLessThan(5.3);
  });

  test('of no rows tell nothing', () => {
    expect(new Resamples().interval(0.95)).toBeNull();
  });
});

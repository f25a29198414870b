import { describe, expect, test } from 'vitest';
import { seededChance } from '../../../domain/chance/seeded.ts';
import { chiSquare, chiSquarePValue } from '../../../domain/drift/chi-square.ts';
import { discoveries } from '../../../domain/drift/false-discovery.ts';
import { logGamma, upperGamma } from '../../../domain/drift/gamma.ts';
import { kolmogorovSmirnov, kolmogorovSmirnovPValue } from '../../../domain/drift/kolmogorov-smirnov.ts';

describe('special functions', () => {
  test('the logarithm of gamma at known places', () => {
    expect(logGamma(1)).toBeCloseTo(0, 12);
    expect(logGamma(5)).toBeCloseTo(Math.log(24), 12);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12);
  });

  test.each([
    // Survival function of chi-square with k degrees of freedom at x: closed forms.
    [2, 3, Math.exp(-1.5)], [4, 3, Math.exp(-1.5) * 2.5], [2, 60, Math.exp(-30)], [2, 0, 1],
  ])('chi-square with %d degrees of freedom exceeds %d with its closed form', (k, x, expected) => {
    expect(upperGamma(k / 2, x / 2) / expected).toBeCloseTo(1, 12);
  });

  test('the 95 % quantiles of the tables', () => {
    expect(upperGamma(0.5, 3.841458820694124 / 2)).toBeCloseTo(0.05, 12);
    expect(upperGamma(5, 18.30703805327515 / 2)).toBeCloseTo(0.05, 12);
    expect(upperGamma(50, 124.3421134287216 / 2)).toBeCloseTo(0.05, 9);
  });
});

describe('chi-square', () => {
  test('a table worked by hand', () => {
    // Expected: 20 and 30 in both rows of 50.
    expect(chiSquare.distance([15, 35], [25, 25])).toBeCloseTo(25 / 20 + 25 / 30 + 25 / 20 + 25 / 30, 12);
    expect(chiSquarePValue([15, 35], [25, 25])).toBeCloseTo(0.0412, 4);
  });

  test('with one bin in use there is nothing to tell apart', () => {
    expect(chiSquarePValue([10, 0], [20, 0])).toBe(1);
  });

  test('without drift p-values are even: about 5 % lie below 0.05', () => {
    const chance = seededChance('even');
    const draw = (): number[] => Array.from({ length: 400 }).reduce<number[]>((counts) => {
      counts[Math.floor(chance() * 8)]! += 1;
      return counts;
    }, new Array<number>(8).fill(0));
    const below = Array.from(
      { length: 1000 }, () => chiSquarePValue(draw(), draw()),
    ).filter((p) => p < 0.05).length;
    expect(below).toBeGreaterThan(25);
    expect(below).toBeLessThan(80);
  });
});

describe('Kolmogorov and Smirnov', () => {
  test('the largest distance of two staircases', () => {
    expect(kolmogorovSmirnov.distance([1, 2, 3, 4], [3, 4, 5, 6])).toBe(0.5);
  });

  test('exact p-values of small samples', () => {
    // Of C(8, 4) = 70 orders, 2 separate the samples wholly.
    expect(kolmogorovSmirnovPValue([1, 2, 3, 4], [5, 6, 7, 8])).toBeCloseTo(2 / 70, 12);
    expect(kolmogorovSmirnovPValue([1, 3, 5], [1, 3, 5])).toBe(1);
  });

  test('the smallest p-values are exact too: 2 of C(60, 30) orders separate two samples of 30', () => {
    const [low, high] = [0, 100].map((from) => Array.from({ length: 30 }, (_, index) => from + index));
    expect(kolmogorovSmirnovPValue(low!, high!) / (2 / 118_264_581_564_861_424)).toBeCloseTo(1, 9);
  });

  test('the asymptotic form meets the exact one where they change over', () => {
    const staircase = (length: number, shift: number): number[] => Array.from(
      { length }, (_, index) => (index * 10) / length + shift,
    );
    for (const shift of [0.1, 0.2, 0.3]) {
      const exact = kolmogorovSmirnovPValue(staircase(10_000, 0), staircase(9973, shift));
      const asymptotic = kolmogorovSmirnovPValue(staircase(10_001, 0), staircase(9973, shift));
      expect(Math.abs(asymptotic - exact)).toBeLessThan(3e-3);
    }
  });

  test('nothing can be told of no values', () => {
    expect(kolmogorovSmirnovPValue([], [1, 2])).toBeNaN();
  });
});

describe('many features', () => {
  test('Benjamini and Hochberg: the example of their paper', () => {
    const p = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324,
      0.4262, 0.5719, 0.6528, 0.759, 1,
    ];
    expect(discoveries(p, 0.05).filter(Boolean)).toHaveLength(4);
  });

  test('the order of features does not matter, and no features are no discoveries', () => {
    expect(discoveries([0.9, 0.001], 0.01)).toEqual([false, true]);
    expect(discoveries([], 0.01)).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import { binomial, multinomial } from '../../../domain/chance/binomial.ts';
import { logFactorial } from '../../../domain/chance/log-factorial.ts';
import { seededChance } from '../../../domain/chance/seeded.ts';
import { evidenceOf } from '../../../domain/drift/evidence.ts';
import { levelPerCheck } from '../../../domain/drift/false-pages.ts';
import { logGamma } from '../../../domain/drift/gamma.ts';
import { likelihoodRatio } from '../../../domain/drift/likelihood-ratio.ts';

function counts(trials: number, shares: readonly number[], seed: string): number[] {
  const drawn = new Float64Array(shares.length);
  multinomial(seededChance(seed), trials, shares, drawn);
  return [...drawn];
}

describe('drawing counts', () => {
  test.each([
    [20, 0.3],
    [1000, 0.02],
    [1_000_000, 0.4],
    [50, 0.97],
  ])('binomials of %d trials with %d have their mean and variance', (trials, share) => {
    const chance = seededChance('binomial');
    const drawn = Array.from({ length: 20_000 }, () => binomial(chance, trials, share));
    const mean = drawn.reduce((a, b) => a + b, 0) / drawn.length;
    const variance = drawn.reduce((sum, count) => sum + (count - mean) ** 2, 0) / drawn.length;
    const expected = trials * share * (1 - share);
    expect(Math.abs(mean - trials * share)).toBeLessThan(4 * Math.sqrt(expected / drawn.length));
    expect(variance / expected).toBeCloseTo(1, 1);
  });

  test('a binomial hits each count as often as it has to', () => {
    const chance = seededChance('masses');
    const drawn = new Array<number>(41).fill(0);
    for (let round = 0; round < 40_000; round += 1) drawn[binomial(chance, 40, 0.4)]! += 1;
    const mass = (k: number): number =>
      Math.exp(
        logFactorial(40) -
          logFactorial(k) -
          logFactorial(40 - k) +
          k * Math.log(0.4) +
          (40 - k) * Math.log(0.6),
      );
    for (let k = 8; k <= 24; k += 1) {
      expect(Math.abs(drawn[k]! - 40_000 * mass(k))).toBeLessThan(5 * Math.sqrt(40_000 * mass(k)));
    }
  });

  test('a multinomial gives out every trial, and the edges are certain', () => {
    expect(counts(1000, [0.5, 0.3, 0.2], 'a').reduce((a, b) => a + b, 0)).toBe(1000);
    expect(counts(1000, [0, 1, 0], 'a')).toEqual([0, 1000, 0]);
    expect(binomial(seededChance('a'), 10, 1)).toBe(10);
  });

  test('logarithms of factorials by table and by series meet', () => {
    for (const n of [5, 127, 128, 129, 100_000]) {
      expect(logFactorial(n) / logGamma(n + 1)).toBeCloseTo(1, 13);
    }
  });
});

describe('evidence', () => {
  test('is the same for the same counts', () => {
    expect(evidenceOf([500, 300, 200], [40, 35, 25])).toEqual(
      evidenceOf([500, 300, 200], [40, 35, 25]),
    );
  });

  test('the statistic of a table worked by hand', () => {
    // 2 (10 ln(10/15) + 20 ln(20/15) + 20 ln(20/15) + 10 ln(10/15))
    expect(likelihoodRatio.distance([10, 20], [20, 10])).toBeCloseTo(6.79596, 5);
  });

  // The chances that forty thousand pairs of samples showed, with other random numbers.
  test.each([
    ['deciles of a large baseline', 80_000, 7000, [...new Array<number>(10).fill(0.0998), 0.002]],
    [
      'few rows, many categories',
      300,
      100,
      Array.from({ length: 26 }, (_, k) => 1 / (k + 1.5) ** 1.5),
    ],
    ['two bins, one of them rare', 5000, 100, [0.99, 0.01, 0.0001]],
    ['rare bins', 5000, 1000, [0.9, 0.05, 0.04, 0.005, 0.002, 0.001, 0.0005, 0.0001, 0.0001]],
  ])('p-values keep what they promise far out: %s', (name, m, n, weights) => {
    const all = weights.reduce((a, b) => a + b, 0);
    const shares = weights.map((weight) => weight / all);
    const chance = seededChance(name);
    const [before, after] = [new Float64Array(shares.length), new Float64Array(shares.length)];
    const statistics = Float64Array.from({ length: 40_000 }, () => {
      multinomial(chance, m, shares, before);
      multinomial(chance, n, shares, after);
      return likelihoodRatio.distance([...before], [...after]);
    }).sort();
    const reference = shares.map((share) => share * m);
    for (const level of [0.01, 0.001]) {
      const beyond = statistics[Math.floor(statistics.length * (1 - level))]!;
      const pValue = evidenceOf(reference, scaledTo(reference, n, beyond)).pValue;
      expect(pValue / level).toBeGreaterThan(0.5);
      expect(pValue / level).toBeLessThan(3);
    }
  });

  test('of what is quiet fewer draws tell the same', () => {
    const few = evidenceOf([500, 300, 200], [40, 35, 25], 100).pValue;
    expect(Math.abs(few - evidenceOf([500, 300, 200], [40, 35, 25]).pValue)).toBeLessThan(0.1);
  });

  test('of nothing there is none', () => {
    expect(evidenceOf([0, 0], [5, 5]).pValue).toBe(1);
    expect(evidenceOf([5, 5], [0, 0]).pValue).toBe(1);
  });
});

/** Counts of n rows whose statistic comes to a value: the first bin takes from the others. */
function scaledTo(reference: readonly number[], n: number, statistic: number): number[] {
  const shares = reference.map((count) => count / reference.reduce((a, b) => a + b, 0));
  const moved = (by: number): number[] =>
    shares.map((share, bin) => (bin === 0 ? share + (1 - share) * by : share * (1 - by)) * n);
  const down = (by: number): number[] =>
    shares.map(
      (share, bin) =>
        (bin === 0 ? share * (1 - by) : share + (share * shares[0]! * by) / (1 - shares[0]!)) * n,
    );
  const make = likelihoodRatio.distance([...reference], moved(0.999)) > statistic ? moved : down;
  let [low, high] = [0, 0.9999];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (likelihoodRatio.distance([...reference], make(middle)) < statistic) low = middle;
    else high = middle;
  }
  return make(high);
}

describe('the level of a check', () => {
  test('follows from what is promised per year and from how often it is made', () => {
    const promise = { falsePagesPerYear: 1, falseDiscoveryRate: 0.5, everyHours: 1 };
    expect(levelPerCheck(promise)).toBeCloseTo(1 / 8760, 12);
    expect(levelPerCheck({ ...promise, everyHours: 24 })).toBeCloseTo(1 / 365, 12);
    expect(levelPerCheck({ ...promise, everyHours: 24, falsePagesPerYear: 12 })).toBeCloseTo(
      12 / 365,
      12,
    );
  });

  test('is never above the rate of false discoveries', () => {
    const promise = { falsePagesPerYear: 365, falseDiscoveryRate: 0.01, everyHours: 24 };
    expect(levelPerCheck(promise)).toBe(0.01);
  });
});

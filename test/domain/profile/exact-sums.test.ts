import { describe, expect, test } from 'vitest';
import { seededChance } from '../../../domain/chance/seeded.ts';
import { ratio } from '../../../domain/profile/big-ratio.ts';
import { Distinct } from '../../../domain/profile/distinct.ts';
import { Moments } from '../../../domain/profile/moments.ts';
import { NumberBatch } from '../../../domain/profile/number-batch.ts';
import { QuantileSketch } from '../../../domain/profile/quantile-sketch.ts';

function of(values: Iterable<number>): Moments {
  const moments = new Moments();
  for (const value of values) moments.add(value);
  return moments;
}

describe('moments', () => {
  test.each<[string, readonly number[], number, number]>([
    ['small numbers', [1, 2, 3, 4], 2.5, 5 / 3],
    ['what a plain sum loses', [1e100, 1, -1e100, 1], 0.5, 6.666666666666667e199],
    ['numbers far from zero', [1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16], 1e9 + 10, 30],
    ['the smallest numbers there are', [5e-324, 5e-324, 1e-323], 5e-324, 0],
    [
      'the largest there are',
      [1.7976931348623157e308, 1.7976931348623157e308],
      1.7976931348623157e308,
      0,
    ],
    ['both zeros', [0, -0], 0, 0],
    ['one number', [7], 7, NaN],
    ['none', [], NaN, NaN],
  ])('of %s', (_name, values, mean, variance) => {
    const moments = of(values);
    expect([moments.count, moments.mean, moments.variance]).toEqual([
      values.length,
      mean,
      variance,
    ]);
  });

  test('a hundred thousand tenths are exactly that many of the double that a tenth is', () => {
    const moments = of(Array.from({ length: 100_000 }, () => 0.1));
    expect([moments.mean, moments.variance]).toEqual([0.1, 0]);
  });

  test('agree with a two-pass computation in long integers', () => {
    const chance = seededChance('moments');
    const values = Array.from({ length: 500 }, () => Math.round((chance() - 0.3) * 1e6));
    const [count, sum] = [
      BigInt(values.length),
      values.reduce((total, value) => total + BigInt(value), 0n),
    ];
    const squares = values.reduce(
      (total, value) => total + (count * BigInt(value) - sum) ** 2n,
      0n,
    );
    const moments = of(values);
    expect(moments.mean).toBe(Number(sum) / 500);
    expect(moments.variance).toBe(ratio(squares, count * count * (count - 1n)));
  });
});

describe('the double next to a quotient', () => {
  test.each<[bigint, bigint, number, number]>([
    [1n, 3n, 0, 1 / 3],
    [-2n, 3n, 0, -2 / 3],
    [0n, 7n, 0, 0],
    [10n, 1n, 0, 10],
    [1n, 10n, 3, 0.8],
    // Half way between two doubles, and a trifle above it.
    [2n ** 53n + 1n, 1n, 0, 2 ** 53],
    [2n ** 60n * (2n ** 53n + 1n) + 1n, 2n ** 60n, 0, 2 ** 53 + 2],
  ])('%s / %s * 2^%s', (numerator, denominator, exponent, expected) => {
    expect(ratio(numerator, denominator, exponent)).toBe(expected);
  });
});

test('numbers that are added together are those that are added one by one', () => {
  const chance = seededChance('batches');
  const makers = [
    () => Math.floor((chance() - 0.5) * 2 ** Math.floor(chance() * 40)),
    () => Math.round(chance() * 1e6) / 100,
    () => (chance() - 0.5) * 10 ** Math.floor(chance() * 600 - 300),
    () =>
      [0, -0, 2 ** 33, -(2 ** 33), 2 ** 33 - 1, -(2 ** 33) - 1, 0.5, -0.5][
        Math.floor(chance() * 8)
      ]!,
  ];
  const [one, together] = [new Moments(), new Moments()];
  const [sketch, sketched] = [new QuantileSketch(), new QuantileSketch()];
  const [distinct, distinctly] = [new Distinct(), new Distinct()];
  for (let round = 0; round < 40; round += 1) {
    const batch = new NumberBatch(256);
    while (batch.size < batch.capacity) {
      const value = makers[Math.floor(chance() * makers.length)]!();
      batch.numbers[batch.size++] = value + 0;
      one.add(value);
      sketch.add(value);
      distinct.addNumber(value);
    }
    together.addAll(batch);
    sketched.addAll(batch);
    distinctly.addAll(batch);
  }
  expect(together.state()).toEqual(one.state());
  expect(sketched.state()).toEqual(sketch.state());
  expect(distinctly.state()).toEqual(distinct.state());
});

import { describe, expect, test } from 'vitest';
import { seededChance } from '../../../domain/chance/seeded.ts';
import { Distinct } from '../../../domain/profile/distinct.ts';
import { HeavyHitters } from '../../../domain/profile/heavy-hitters.ts';
import { Histogram } from '../../../domain/profile/histogram.ts';
import { Lengths } from '../../../domain/profile/lengths.ts';
import { Moments } from '../../../domain/profile/moments.ts';
import { QuantileSketch } from '../../../domain/profile/quantile-sketch.ts';
import { encodeUtf8 } from '../../../domain/tabular/utf8.ts';
import { errorOf } from '../support/code-of.ts';

interface Statistic {
  add(value: number): unknown;
  merge(other: this): this;
  state(): unknown;
}

/** Each statistic that merges bit for bit: a fresh one, and one read back from its stored state. */
const EXACT: Readonly<Record<string, { fresh(): Statistic; again(state: unknown): Statistic }>> = {
  moments: {
    fresh: () => new Moments(),
    again: (state) => Moments.of(state as ReturnType<Moments['state']>),
  },
  quantiles: {
    fresh: () => new QuantileSketch(),
    again: (state) => QuantileSketch.of(state as ReturnType<QuantileSketch['state']>),
  },
  histogram: {
    fresh: () => new Histogram([-1, 0, 0.5, 100]),
    again: (state) => Histogram.of(state as ReturnType<Histogram['state']>),
  },
  distinct: {
    fresh: () => numbersOf(new Distinct()),
    again: (state) => numbersOf(Distinct.of(state as ReturnType<Distinct['state']>)),
  },
  lengths: {
    fresh: () => wholeNumbersOf(new Lengths()),
    again: (state) => wholeNumbersOf(Lengths.of(state as ReturnType<Lengths['state']>)),
  },
  'heavy hitters of few values': {
    fresh: () => namesOf(new HeavyHitters()),
    again: (state) => namesOf(HeavyHitters.of(state as ReturnType<HeavyHitters['state']>)),
  },
};

/** Statistics of other things, fed with numbers. */
function fedWith<Inner extends { merge(other: Inner): Inner; state(): unknown }>(
  inner: Inner,
  add: (value: number) => void,
): Statistic & { readonly inner: Inner } {
  return {
    inner,
    add,
    merge(other) {
      inner.merge(other.inner);
      return this;
    },
    state: () => inner.state(),
  };
}
const numbersOf = (distinct: Distinct) => fedWith(distinct, (value) => distinct.addNumber(value));
const wholeNumbersOf = (lengths: Lengths) =>
  fedWith(lengths, (value) => lengths.add(Math.abs(Math.trunc(value)) % 1000));
const namesOf = (hitters: HeavyHitters) =>
  fedWith(hitters, (value) => hitters.add(`v${Math.abs(Math.trunc(value)) % 300}`));

/** Numbers of every size and sign, with zeros, repetitions, the smallest and the largest. */
function values(count: number, seed: string): number[] {
  const chance = seededChance(seed);
  const odd = [0, -0, 1, -1, 0.1, 5e-324, -5e-324, 1.7976931348623157e308, 1e-310, 2 ** 53];
  return Array.from({ length: count }, () =>
    chance() < 0.1
      ? odd[Math.floor(chance() * odd.length)]!
      : (chance() - 0.5) * 10 ** Math.floor(chance() * 12 - 4),
  );
}

describe.each(Object.entries(EXACT))('%s', (_name, { fresh, again }) => {
  const of = (numbers: readonly number[]): Statistic => {
    const statistic = fresh();
    for (const number of numbers) statistic.add(number);
    return statistic;
  };
  const numbers = values(20_000, 'laws');
  const whole = of(numbers).state();

  test('a thousand pieces, merged in trees of chance, are the whole bit for bit', () => {
    for (const seed of ['oak', 'elm', 'ash']) {
      const chance = seededChance(seed);
      const forest = Array.from({ length: 1000 }, (_, piece) =>
        of(numbers.filter((_number, index) => index % 1000 === piece)),
      );
      const take = (): Statistic => forest.splice(Math.floor(chance() * forest.length), 1)[0]!;
      while (forest.length > 1) forest.push(take().merge(take()));
      expect(forest[0]!.state()).toEqual(whole);
    }
  });

  test('the order of values does not matter', () => {
    expect(of([...numbers].reverse()).state()).toEqual(whole);
    expect(of([...numbers].sort((a, b) => a - b)).state()).toEqual(whole);
  });

  test('nothing is neutral, and what was stored is read again', () => {
    expect(of(numbers).merge(fresh()).state()).toEqual(whole);
    expect(fresh().merge(of(numbers)).state()).toEqual(whole);
    const stored: unknown = JSON.parse(JSON.stringify(whole));
    expect(again(stored).state()).toEqual(whole);
    expect(again(JSON.parse(JSON.stringify(fresh().state()))).state()).toEqual(fresh().state());
  });
});

describe('quantiles', () => {
  const SHARES = [0, 0.001, 0.01, 0.25, 0.5, 0.75, 0.99, 0.999, 1];

  test.each<[string, (index: number, chance: number) => number]>([
    ['ascending', (index) => index + 1],
    ['descending', (index) => 50_000 - index],
    ['zigzag around zero', (index) => (index % 2 === 0 ? index : -index)],
    ['constant', () => 7.7],
    ['of all sizes', (_index, chance) => 10 ** (chance * 600 - 300)],
    ['negative', (_index, chance) => -(chance ** 8) * 1e9 - 1],
    ['mostly zero', (index) => (index % 10 === 0 ? index : 0)],
  ])('are at most 1 %% off: %s', (_name, make) => {
    const chance = seededChance('quantiles');
    const numbers = Array.from({ length: 50_000 }, (_, index) => make(index, chance()));
    const sketch = new QuantileSketch();
    for (const number of numbers) sketch.add(number);
    const sorted = Float64Array.from(numbers).sort();
    const found = sketch.quantiles(SHARES);
    for (const [index, share] of SHARES.entries()) {
      const exact = sorted[Math.floor(share * (sorted.length - 1))]!;
      expect(Math.abs(found[index]! - exact)).toBeLessThanOrEqual(0.01 * Math.abs(exact));
    }
    expect([found[0], found.at(-1)]).toEqual([sorted[0], sorted.at(-1)]);
  });

  test('of nothing are no numbers', () => {
    expect(new QuantileSketch().quantiles([0, 1])).toEqual([NaN, NaN]);
  });
});

describe('distinct values', () => {
  test.each([0, 1, 10, 1000, 20_000, 50_000, 300_000])('%i are counted to 2 %%', (count) => {
    for (const make of [(index: number) => index, (index: number) => index * 0.01 - 500]) {
      const distinct = new Distinct();
      for (let index = 0; index < count; index += 1) distinct.addNumber(make(index));
      expect(Math.abs(distinct.estimate - count)).toBeLessThanOrEqual(0.02 * count);
    }
  });

  test('texts too, however often they come', () => {
    const distinct = new Distinct();
    for (let index = 0; index < 100_000; index += 1) distinct.addText(`user-${index % 40_000}`);
    expect(Math.abs(distinct.estimate - 40_000)).toBeLessThanOrEqual(800);
  });
});

describe('heavy hitters', () => {
  /** A few frequent values among many that come once. */
  const stream = (order: 'first' | 'last' | 'mixed'): string[] => {
    const heavy = Array.from({ length: 6000 }, (_, index) => `heavy-${index % 20}`);
    const rare = Array.from({ length: 30_000 }, (_, index) => `rare-${index}`);
    if (order === 'first') return [...heavy, ...rare];
    if (order === 'last') return [...rare, ...heavy];
    const chance = seededChance('mixed');
    return [...heavy, ...rare]
      .map((value) => [chance(), value] as const)
      .sort(([a], [b]) => a - b)
      .map(([, value]) => value);
  };

  test.each(['first', 'last', 'mixed'] as const)('are found when they come %s', (order) => {
    const hitters = new HeavyHitters();
    for (const value of stream(order)) hitters.add(value);
    expectBounds(hitters, 36_000);
  });

  test('keep their bound when a thousand pieces are merged in a tree of chance', () => {
    const chance = seededChance('tree');
    const pieces = Array.from({ length: 1000 }, () => new HeavyHitters());
    for (const value of stream('mixed')) pieces[Math.floor(chance() * 1000)]!.add(value);
    while (pieces.length > 1) {
      const [one] = pieces.splice(Math.floor(chance() * pieces.length), 1);
      const at = Math.floor(chance() * pieces.length);
      pieces[at] = pieces[at]!.merge(one!);
    }
    expectBounds(pieces[0]!, 36_000);
  });

  function expectBounds(hitters: HeavyHitters, all: number): void {
    const { error } = hitters.state();
    expect(error).toBeLessThanOrEqual(all / 257);
    const top = hitters.top(20);
    expect(top.map(({ value }) => value).sort()).toEqual(
      Array.from({ length: 20 }, (_, index) => `heavy-${index}`).sort(),
    );
    for (const { atLeast, atMost } of top) {
      expect(atLeast).toBeLessThanOrEqual(300);
      expect(atMost).toBeGreaterThanOrEqual(300);
    }
  }
});

describe('other statistics', () => {
  test('a histogram counts the upper edge to its bin, and merges with its like only', () => {
    const histogram = new Histogram([0, 10]);
    for (const value of [-1, 0, 0.1, 10, 11]) histogram.add(value);
    expect(histogram.state().counts).toEqual([2, 2, 1]);
    expect(errorOf(() => histogram.merge(new Histogram([0, 11]))).code).toBe('ProfileMismatch');
  });

  test('lengths are of characters', () => {
    const lengths = new Lengths();
    for (const text of ['abc', 'é€😀', '']) {
      const bytes = encodeUtf8(text);
      lengths.addBytes(bytes, 0, bytes.length);
    }
    expect(lengths.state()).toEqual({ count: 3, sum: 6, min: 0, max: 3 });
    expect(lengths.mean).toBe(2);
  });
});

import { describe, expect, test } from 'vitest';
import { seededChance } from '../../../domain/chance/seeded.ts';
import { separation } from '../../../domain/drift/delong.ts';
import { normalUpperTail } from '../../../domain/drift/gamma.ts';
import { tellApart } from '../../../domain/drift/tell-apart.ts';

describe('the area under the curve and its error', () => {
  test('a case worked by hand', () => {
    // Of 6 pairs the second group wins 4, and ties 1.
    const found = separation(Float64Array.of(1, 2, 3), Float64Array.of(2, 4));
    expect(found.auc).toBeCloseTo((1 + 0.5 + 3) / 6, 12);
    // Placements: 1, 2, 3 are beaten by shares 1, 3/4, 1/2; 2 and 4 beat shares 1/2 and 1.
    expect(found.standardError).toBeCloseTo(Math.sqrt(0.0625 / 3 + 0.125 / 2), 12);
  });

  test('its error is as large as areas spread', () => {
    const chance = seededChance('spread');
    const draw = () => Float64Array.from({ length: 60 }, () => chance() + chance());
    const found = Array.from({ length: 400 }, () => separation(draw(), draw()));
    const spread = Math.sqrt(
      found.reduce((sum, { auc }) => sum + (auc - 0.5) ** 2, 0) / found.length,
    );
    const said = found.reduce((sum, { standardError }) => sum + standardError, 0) / found.length;
    expect(said / spread).toBeGreaterThan(0.9);
    expect(said / spread).toBeLessThan(1.1);
  });

  test('one row tells nothing', () => {
    expect(separation(Float64Array.of(1), Float64Array.of(2, 3)).auc).toBeNaN();
  });

  test.each([
    [0, 0.5],
    [1.959963984540054, 0.025],
    [-1.6448536269514722, 0.95],
    [5, 2.866515719235352e-7],
  ])('the normal distribution exceeds %d with its known chance', (z, expected) => {
    expect(normalUpperTail(z) / expected).toBeCloseTo(1, 9);
  });
});

describe('a classifier over all features', () => {
  const NAMES = ['one', 'two', 'three'];
  const sample = (seed: string, make: (chance: () => number) => (number | null)[], rows = 600) => {
    const chance = seededChance(seed);
    return Array.from({ length: rows }, () => make(chance));
  };
  const plain = (chance: () => number) => [chance(), chance(), chance()];

  test('cannot tell samples of one distribution apart', () => {
    const found = Array.from({ length: 12 }, (_, round) =>
      tellApart(NAMES, sample(`a${round}`, plain), sample(`b${round}`, plain))!,
    );
    expect(found.filter(({ pValue }) => pValue < 0.05).length).toBeLessThanOrEqual(3);
    expect(found.every(({ auc }) => Math.abs(auc - 0.5) < 0.08)).toBe(true);
  });

  test('names the feature that gave the window away', () => {
    const moved = sample('c', (chance) => [chance(), chance() + 0.3, chance()]);
    const found = tellApart(NAMES, sample('a', plain), moved)!;
    expect(found.auc).toBeGreaterThan(0.65);
    expect(found.interval[0]).toBeGreaterThan(0.6);
    expect(found.pValue).toBeLessThan(1e-6);
    expect(found.features[0]!.name).toBe('two');
  });

  test('sees values that are usual by themselves but not together', () => {
    const together = (chance: () => number) => {
      const first = chance();
      return [first, first, chance()];
    };
    const found = tellApart(NAMES, sample('a', plain), sample('b', together))!;
    expect(found.pValue).toBeLessThan(1e-9);
    expect(
      found.features
        .slice(0, 2)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['one', 'two']);
  });

  test('takes missing values for what they are', () => {
    const lacking = (chance: () => number) => [
      chance(),
      chance() < 0.4 ? null : chance(),
      chance(),
    ];
    expect(tellApart(NAMES, sample('a', plain), sample('b', lacking))!.features[0]!.name).toBe(
      'two',
    );
  });

  test('gives the same answer again, and none of a handful of rows', () => {
    const [a, b] = [sample('a', plain, 100), sample('b', plain, 100)];
    expect(tellApart(NAMES, a, b)).toEqual(tellApart(NAMES, a, b));
    expect(tellApart(NAMES, a.slice(0, 19), b)).toBeNull();
    expect(tellApart([], a, b)).toBeNull();
  });
});

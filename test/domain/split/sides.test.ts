import { describe, expect, test } from 'vitest';
import { rowIdentity, sideKey, sideOf } from '../../../domain/split/sides.ts';
import { aDefinition } from '../support/builders.ts';

const SHARES = { holdout: 0.2, validation: 0.1 };
const rows = Array.from({ length: 10_000 }, (_, index) => `row ${index}`);

describe('sides', () => {
  test('have the shares that were asked for', () => {
    const sides = rows.map((row) => sideOf(row, SHARES));
    expect(sides.filter((side) => side === 'holdout').length / rows.length).toBeCloseTo(0.2, 1);
    expect(sides.filter((side) => side === 'validation').length / rows.length).toBeCloseTo(0.1, 1);
  });

  test('never change for a row, and a larger validation takes nothing from the holdout', () => {
    const before = rows.filter((row) => sideOf(row, SHARES) === 'holdout');
    const after = rows.filter((row) => sideOf(row, { holdout: 0.2, validation: 0.4 }) === 'holdout');
    expect(after).toEqual(before);
  });

  test('a row that comes back without what was not known when predicting is the same row', () => {
    const identity = rowIdentity(aDefinition().contract);
    const full = ['2019-03-01 10:00:00', '2019-03-01 10:10:00', '2.5', 'A', '1', '12', '2'];
    expect(identity(full.with(1, ''))).toBe(identity(full));
    expect(identity(full.with(2, '2.6'))).not.toBe(identity(full));
  });
});

describe('groups', () => {
  const definition = { ...aDefinition(), split: { by: 'group' as const, column: 'zone' } };
  const rides = Array.from({ length: 2000 }, (_, index) =>
    ['2019-03-01 10:00:00', '', String(index), `zone ${index % 200}`, '1', '12', '2']);

  test('are on one side with all their rows', () => {
    const key = sideKey(definition);
    const sides = new Map<string, Set<string>>();
    for (const row of rides) {
      const zone = row[3]!;
      sides.set(zone, (sides.get(zone) ?? new Set()).add(sideOf(key(row), SHARES)));
    }
    expect([...sides.values()].filter(({ size }) => size > 1)).toEqual([]);
    expect(new Set([...sides.values()].flatMap((side) => [...side]))).toEqual(new Set(['train', 'validation', 'holdout']));
  });

  test('are torn apart where nobody asked for them', () => {
    const key = sideKey({ ...definition, split: undefined });
    const sides = new Set(rides.filter((row) => row[3] === 'zone 7').map((row) => sideOf(key(row), SHARES)));
    expect(sides.size).toBeGreaterThan(1);
  });
});

import { describe, expect, test } from 'vitest';
import { seededChance } from '../../../domain/chance/seeded.ts';
import { cutTogether, merged, RowKeeper, rowsOf } from '../../../domain/monitoring/row-sample.ts';
import { sampleReference } from '../../../domain/monitoring/sampled-values.ts';
import { profileOf } from '../../../domain/profile/profile.ts';
import { aDefinition } from '../support/builders.ts';

const places = (seed: string, count: number): number[] => {
  const chance = seededChance(seed);
  return Array.from({ length: count }, () => chance());
};

function sampled(some: readonly number[], size: number) {
  const keeper = new RowKeeper(size);
  for (const place of some) if (keeper.wants(place)) keeper.add('', place, [place]);
  return keeper.sampleOf('');
}

describe('a bottom-k sample', () => {
  const all = places('rows', 5000);
  const lowest = [...all].sort((a, b) => a - b);

  test('keeps the rows with the lowest places, whatever the order', () => {
    const { below, rows } = sampled(all, 100);
    expect(rows.map(([place]) => place).sort()).toEqual(lowest.slice(0, 100).sort());
    expect(below).toBe(lowest[100]);
    expect(
      sampled([...all].reverse(), 100)
        .rows.map(([place]) => place)
        .sort(),
    ).toEqual(lowest.slice(0, 100).sort());
  });

  test('keeps all rows while there is room', () => {
    expect(sampled(all.slice(0, 50), 100)).toMatchObject({ below: 1 });
    expect(sampled(all.slice(0, 50), 100).rows).toHaveLength(50);
  });

  test('parts put together are the whole below the lower limit', () => {
    const both = merged(sampled(all.slice(0, 1000), 100), sampled(all.slice(1000), 100));
    expect(both.rows.map(([place]) => place).sort()).toEqual(
      lowest.filter((place) => place < both.below).sort(),
    );
  });

  test('samples of hours are cut to one size, and each hour keeps its share', () => {
    const hours = [sampled(all.slice(0, 4000), 100), sampled(all.slice(4000), 100)];
    const cut = cutTogether(hours, 100);
    const rows = rowsOf(cut).map(([value]) => value!);
    expect(rows.length).toBeLessThanOrEqual(100);
    const limit = Math.min(...cut.map(({ below }) => below));
    expect(rows.sort()).toEqual(all.filter((place) => place < limit).sort());
    expect(cut[0]!.rows.length).toBeGreaterThan(
      2 * cut[1]!.rows.filter(([place]) => place! < limit).length,
    );
  });
});

describe('rows that are kept of a reference', () => {
  const definition = aDefinition();
  const { features } = definition;
  const columns = definition.contract.columns.map(({ name }) => name);
  const row = (zone: string, index: number): string[] => [
    '2019-03-01 09:00:00',
    '',
    String(index % 10),
    zone,
    '1',
    '10',
    '1',
  ];

  test('equal rows are rows of their own, each with the same chance', () => {
    const rows = Array.from({ length: 6000 }, (_, index) => row(index % 3 === 0 ? 'A' : 'B', 0));
    const profiles = profileOf(features, columns, rows);
    const sample = sampleReference({ features, profiles, contract: definition.contract }, rows);
    expect(sample.rows).toHaveLength(1000);
    const zone = sample.features.indexOf('zone');
    const share = rowsOf([sample]).filter((values) => values[zone] === 1).length / 1000;
    expect(Math.abs(share - 1 / 3)).toBeLessThan(0.06);
  });

  test('of personal columns nothing is kept', () => {
    const contract = {
      ...definition.contract,
      columns: definition.contract.columns.map((column) => ({
        ...column,
        personal: column.name === 'zone',
      })),
    };
    const rows = [row('A', 1), row('B', 2)];
    const profiles = profileOf(features, columns, rows);
    const sample = sampleReference({ features, profiles, contract }, rows);
    expect(sample.features).not.toContain('zone');
    expect(sample.rows.every((values) => values.length === sample.features.length + 1)).toBe(true);
  });
});

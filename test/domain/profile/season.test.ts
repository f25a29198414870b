import { describe, expect, test } from 'vitest';
import { noCells, seasonalReference, seasonCell } from '../../../domain/profile/season.ts';

describe('rows by the time of the week', () => {
  test('2019-03-05 was a Tuesday', () => {
    const time = '2019-03-05 09:30:00';
    expect(seasonCell('same-hours', time)).toBe(9);
    expect(seasonCell('same-weekdays', time)).toBe(2);
    expect(seasonCell('same-hours-of-week', time)).toBe(2 * 24 + 9);
    expect(seasonCell('all', time)).toBe(0);
    expect(seasonCell('same-hours', '')).toBe(-1);
  });

  test('there are as many cells as a season has', () => {
    const seasons = ['all', 'same-hours', 'same-weekdays', 'same-hours-of-week'] as const;
    expect(seasons.map((season) => noCells(season).length)).toEqual([1, 24, 7, 168]);
  });
});

describe('a reference of the same times', () => {
  // By day nearly all rows are of the first kind, by night of the second.
  const byCell = [
    [900, 100],
    [100, 900],
  ];

  test('weighs each time as often as the window has it', () => {
    const { counts, unmatched } = seasonalReference(byCell, [30, 10]);
    expect(unmatched).toBe(0);
    expect(counts[0]! / (counts[0]! + counts[1]!)).toBeCloseTo(0.7, 12);
  });

  test('is as precise as its cells allow', () => {
    const size = (rows: readonly number[]) => {
      const { counts } = seasonalReference(byCell, rows);
      return counts.reduce((a, b) => a + b, 0);
    };
    expect(size([50, 50])).toBeCloseTo(2000, 9);
    expect(size([100, 0])).toBeCloseTo(1000, 9);
  });

  test('tells which share of the rows it has no counterpart for', () => {
    expect(
      seasonalReference(
        [
          [900, 100],
          [0, 0],
        ],
        [30, 10],
      ).unmatched,
    ).toBeCloseTo(0.25, 12);
    expect(
      seasonalReference(
        [
          [0, 0],
          [0, 0],
        ],
        [30, 10],
      ),
    ).toEqual({ counts: [0, 0], unmatched: 1 });
  });
});

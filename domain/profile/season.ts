import * as z from 'zod';
import { timePart } from '../features/time-part.ts';
import { plus, total } from './binning.ts';
import type { BinCounts } from './binning.ts';

/** Which rows of the reference a row is held against: all, or those of the same hours or weekdays. */
export const Season = z.enum(['all', 'same-hours', 'same-weekdays', 'same-hours-of-week']);
export type Season = z.output<typeof Season>;

const CELLS: Readonly<Record<Season, number>> = {
  all: 1,
  'same-hours': 24,
  'same-weekdays': 7,
  'same-hours-of-week': 168,
};

/** The cell of a season that a canonical time falls into; -1 for an empty one. */
export function seasonCell(season: Season, time: string): number {
  if (time === '') return -1;
  const hour = Number(timePart('hour', time));
  const weekday = Number(timePart('weekday', time));
  switch (season) {
    case 'all':
      return 0;
    case 'same-hours':
      return hour;
    case 'same-weekdays':
      return weekday;
    case 'same-hours-of-week':
      return weekday * 24 + hour;
  }
}

/** No rows in any cell. */
export function noCells(season: Season): number[] {
  return new Array<number>(CELLS[season]).fill(0);
}

/** A reference made of the cells that current rows fall into. */
export interface SeasonalReference {
  /** Counts that weigh as much as the cells allow: as many rows as would give the same precision. */
  readonly counts: BinCounts;
  /** Share of the current rows whose cell holds nothing of the reference. */
  readonly unmatched: number;
}

/**
 * Standardises a reference to the times of the current rows: each cell counts as often as current rows
 * fall into it (direct standardisation). Few rows of the reference in a heavy cell make it less precise,
 * by the effective size of a weighted sample (Kish, 1965).
 */
export function seasonalReference(
  byCell: readonly BinCounts[],
  currentRows: readonly number[],
): SeasonalReference {
  const all = total(currentRows);
  const matched = currentRows.map((rows, cell) => (total(byCell[cell] ?? []) > 0 ? rows : 0));
  const weight = total(matched);
  let counts: number[] = new Array<number>(byCell[0]?.length ?? 0).fill(0);
  if (weight === 0) return { counts, unmatched: 1 };
  let inverse = 0;
  for (const [cell, rows] of matched.entries()) {
    if (rows === 0) continue;
    const share = rows / weight;
    const reference = total(byCell[cell]!);
    counts = plus(
      counts,
      byCell[cell]!.map((count) => (share * count) / reference),
    );
    inverse += share ** 2 / reference;
  }
  return { counts: counts.map((share) => share / inverse), unmatched: 1 - weight / all };
}

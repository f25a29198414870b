import * as z from 'zod';
import { columnsOf, nameOf } from '../definition/features.ts';
import { timePart } from '../features/time-part.ts';
import { rowEncoding } from '../features/encode-row.ts';
import { Binning, binOf, categoryBinning, noCounts, quantileBinning } from './binning.ts';
import { noCells, seasonCell } from './season.ts';
import type { Season } from './season.ts';
import type { Feature } from '../definition/features.ts';

/** The distribution of one feature. */
export const FeatureProfile = z.object({
  name: z.string(),
  binning: Binning,
  counts: z.array(z.number()),
  /** The counts once more by cell of the season that the definition names. @default - it names none */
  byCell: z.array(z.array(z.number())).optional(),
});
export type FeatureProfile = z.output<typeof FeatureProfile>;

/** Bins of a numeric feature, categories of others. */
const NUMERIC_BINS = 10;
const CATEGORIES = 24;

/** What is watched of a feature: its value before encoding, as text. */
export type WatchedValue = (values: readonly string[]) => string;

/** Makes the function that reads a feature's watched value out of a row with these columns. */
export function watchedValue(feature: Feature, columns: readonly string[]): WatchedValue {
  if (feature.kind === 'derived' || feature.kind === 'log1p') {
    return rowEncoding({ features: [{ name: nameOf(feature), feature, categories: [] }] }, columns);
  }
  const at = columns.indexOf(feature.column);
  return feature.kind === 'time-part'
    ? (values) => timePart(feature.part, values[at] ?? '')
    : (values) => values[at] ?? '';
}

/** True for features whose values are told apart by name, not by size. */
export function isNominal(feature: Feature): boolean {
  return feature.kind === 'category' || feature.kind === 'time-part';
}

/** How rows are told apart by their time. */
export interface RowSeason {
  readonly season: Season;
  /** The canonical time of a row. */
  readonly timeOf: (row: readonly string[]) => string;
}

/** What profiles heed besides rows. */
export interface ProfileOptions {
  /** @default - rows are not told apart by time */
  readonly seasonal?: RowSeason | undefined;
  /** Columns of which no rare value may be kept. @default - none */
  readonly personal?: ReadonlySet<string>;
}

/** Profiles of features over rows: bins are chosen by these very rows. */
export function profileOf(
  features: readonly Feature[],
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  { seasonal, personal }: ProfileOptions = {},
): FeatureProfile[] {
  const cells = seasonal && rows.map((row) => seasonCell(seasonal.season, seasonal.timeOf(row)));
  return features.map((feature) => {
    const read = watchedValue(feature, columns);
    const values = rows.map((row) => read(row));
    const knowsRare = !columnsOf(feature).some((name) => personal?.has(name));
    const binning = isNominal(feature) ? categoriesOf(values, knowsRare) : quantilesOf(values);
    const profile = countInto(
      { name: nameOf(feature), binning, counts: noCounts(binning) },
      values,
    );
    if (seasonal === undefined || cells === undefined) return profile;
    return {
      ...profile,
      byCell: countByCell(binning, values, { cells, of: noCells(seasonal.season).length }),
    };
  });
}

function countByCell(
  binning: Binning,
  values: readonly string[],
  { cells, of }: { readonly cells: readonly number[]; readonly of: number },
): number[][] {
  const counts = Array.from({ length: of }, () => noCounts(binning));
  const bin = binOf(binning);
  for (const [row, cell] of cells.entries()) if (cell >= 0) counts[cell]![bin(values[row]!)]! += 1;
  return counts;
}

/** The profile with further values counted into its bins. */
export function countInto(profile: FeatureProfile, values: Iterable<string>): FeatureProfile {
  const counts = [...profile.counts];
  const bin = binOf(profile.binning);
  for (const value of values) counts[bin(value)]! += 1;
  return { ...profile, counts };
}

function categoriesOf(values: readonly string[], knowsRare: boolean): Binning {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
  return categoryBinning(counts, CATEGORIES, knowsRare);
}

function quantilesOf(values: readonly string[]): Binning {
  return quantileBinning(values.filter((value) => value !== '').map(Number), NUMERIC_BINS);
}

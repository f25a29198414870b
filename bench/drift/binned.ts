import { nameOf } from '../../domain/definition/features.ts';
import { binOf, noCounts, quantileBinning, categoryBinning } from '../../domain/profile/binning.ts';
import { isNominal } from '../../domain/profile/profile.ts';
import type { Comparison } from '../../domain/drift/judge-drift.ts';
import type { Binning } from '../../domain/profile/binning.ts';
import type { Rows } from './data.ts';

/** Rows as numbers of bins, feature by feature. */
export interface BinnedRows {
  readonly names: readonly string[];
  readonly binnings: readonly Binning[];
  /** Per feature, per row. */
  readonly bins: readonly Uint8Array[];
  readonly rows: number;
}

/** Bins of some rows, chosen by them as a baseline chooses them. */
export function binningsOf({ definition, values }: Rows): readonly Binning[] {
  return definition.features.map((feature, index) => {
    const column = values.map((row) => row[index]!).filter((value) => value !== '');
    if (!isNominal(feature)) return quantileBinning(column.map(Number), 10);
    const counts = new Map<string, number>();
    for (const value of column) counts.set(value, (counts.get(value) ?? 0) + 1);
    return categoryBinning(counts, 24, true);
  });
}

/** Rows in given bins. */
export function binned({ definition, values }: Rows, binnings: readonly Binning[]): BinnedRows {
  const bins = binnings.map((binning, index) => {
    const bin = binOf(binning);
    return Uint8Array.from(values, (row) => bin(row[index]!));
  });
  return { names: definition.features.map(nameOf), binnings, bins, rows: values.length };
}

/** Counts of some rows, feature by feature. */
export function countsOf({ binnings, bins }: BinnedRows, chosen: Iterable<number>): number[][] {
  const rows = [...chosen];
  return binnings.map((binning, index) => {
    const counts = noCounts(binning);
    const column = bins[index]!;
    for (const row of rows) counts[column[row]!]! += 1;
    return counts;
  });
}

/** Comparisons of counts, but for features that are not watched. */
export function comparisonsOf(
  { names }: BinnedRows,
  reference: readonly (readonly number[])[],
  current: readonly (readonly number[])[],
  ignore: readonly string[] = [],
): readonly Comparison[] {
  return names.flatMap((name, index) =>
    ignore.includes(name) ? [] : [{ name, reference: reference[index]!, current: current[index]! }],
  );
}

import { parseTime } from '../contract/time-text.ts';
import { sideKey, sideOf } from '../split/sides.ts';
import type { Side } from '../split/sides.ts';
import type { ModelDefinition } from '../definition/model-definition.ts';
import type { RowSelection } from './plan.ts';

/** Rows by side, as canonical values in the order of the contract's columns. */
export interface SortedRows {
  readonly train: readonly (readonly string[])[];
  readonly validation: readonly (readonly string[])[];
  readonly holdout: readonly (readonly string[])[];
}

/** Puts each row on its side, and leaves out those that the selection leaves out. */
export function sortRows(
  definition: ModelDefinition, rows: readonly (readonly string[])[], selection: RowSelection,
): SortedRows {
  const { contract, holdout, validation } = definition;
  const key = sideKey(definition);
  const shares = { holdout: holdout.share, validation: validation.share };
  const at = contract.columns.findIndex((column) => column.name === contract.timeColumn);
  const timeOf = (row: readonly string[]): number => (at < 0 ? 0 : parseTime(row[at]!));
  const sides: Record<Side, (readonly string[])[]> = { train: [], validation: [], holdout: [] };
  for (const row of rows) {
    const side = sideOf(key(row), shares);
    const from = side === 'holdout' ? selection.holdoutFrom : selection.trainFrom;
    if (from === null || timeOf(row) >= from) sides[side].push(row);
  }
  if (selection.newestRows === null) return sides;
  return { ...sides, train: newest(sides.train, selection.newestRows, timeOf) };
}

function newest(
  rows: readonly (readonly string[])[], count: number, timeOf: (row: readonly string[]) => number,
): readonly (readonly string[])[] {
  const timed = rows.map((row, index) => ({ row, index, time: timeOf(row) }));
  timed.sort((a, b) => b.time - a.time || b.index - a.index);
  return timed.slice(0, count).map(({ row }) => row);
}

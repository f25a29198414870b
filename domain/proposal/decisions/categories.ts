import { isMarker } from '../value-form.ts';
import { withColumn } from '../draft.ts';
import { naturally } from '../naturally.ts';
import type { ColumnFacts } from '../column-surveyor.ts';
import type { ColumnDecision } from '../draft.ts';

/** A set of more is no set that a person would write down. */
const LARGEST = 30;

/** Each value of a closed set was seen so often at least. */
const OFTEN = 5;

/** Writes the values down where there will hardly be others. */
export const decideCategories: ColumnDecision = (draft, facts) => {
  const { column } = draft;
  if (column.type !== 'category' || !isClosed(facts)) return draft;
  return withColumn(draft, { set: valuesOf(facts, column.missing) });
};

/** The values of a column that are no markers, in the order in which a person would list them. */
export function valuesOf({ frequent }: ColumnFacts, missing: readonly string[] = []): string[] {
  return frequent
    .map(({ value }) => value)
    .filter((text) => !missing.includes(text))
    .sort(naturally);
}

/**
 * The share of values that were not met yet is about that of those met once (Good, "The population
 * frequencies of species", 1953). None was met fewer than five times: the set is closed.
 */
function isClosed({ frequent, isComplete }: ColumnFacts): boolean {
  const counts = frequent
    .filter(({ value }) => !isMarker(value, 'text'))
    .map(({ atLeast }) => atLeast);
  return (
    isComplete &&
    counts.length > 0 &&
    counts.length <= LARGEST &&
    counts.every((count) => count >= OFTEN)
  );
}

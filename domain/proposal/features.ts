import { nameOf } from '../definition/features.ts';
import { roundUp } from './human-number.ts';
import type { FeatureInput } from '../definition/features.ts';
import type { ColumnFacts } from './column-surveyor.ts';
import type { ColumnDraft } from './draft.ts';

const DAY = 86_400;

/** Categories up to so many become a feature each. */
const ONE_HOT = 10;

/** Categories that a feature knows if nothing is said. */
const KNOWN = 100;

/** What is learned from a column: nothing, one feature, or parts of its time. */
export function featuresOf(
  { column, role }: ColumnDraft,
  facts: ColumnFacts,
): readonly FeatureInput[] {
  if (role === 'time') return timeParts(column, facts);
  if (role !== 'feature') return [];
  if (column.type !== 'category') return [{ kind: 'numeric', column: column.name }];
  const many = facts.distinct - (column.missing?.length ?? 0);
  if (many > 2 && many <= ONE_HOT)
    return [{ kind: 'category', column: column.name, encoding: 'one-hot' }];
  const limit = many > KNOWN ? { maxCategories: Math.min(10_000, roundUp(many)) } : {};
  return [{ kind: 'category', column: column.name, ...limit }];
}

/** Parts that come again: a part that has hardly come round yet would only tell old rows from new ones. */
function timeParts(
  { name, type }: ColumnDraft['column'],
  { times }: ColumnFacts,
): readonly FeatureInput[] {
  const span = times === null ? 0 : times.max - times.min;
  const parts = [
    ...(type === 'timestamp' && span >= 2 * DAY ? ['hour' as const] : []),
    ...(span >= 14 * DAY ? ['weekday' as const] : []),
    ...(span >= 365 * DAY ? ['month' as const] : []),
  ];
  return parts.map((part) => ({ kind: 'time-part', column: name, part }));
}

/** The features with a name of its own for each part of a time whose name a column has. */
export function withOwnNames(features: readonly FeatureInput[]): readonly FeatureInput[] {
  const columns = new Set(
    features.filter(({ kind }) => kind !== 'time-part').map((one) => nameOf(one)),
  );
  return features.map((feature) => {
    const name = nameOf(feature);
    return feature.kind === 'time-part' && columns.has(name)
      ? { ...feature, name: freeName(`${name}_of_time`, columns) }
      : feature;
  });
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  return taken.has(name) ? freeName(`${name}_`, taken) : name;
}

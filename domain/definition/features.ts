import * as z from 'zod';
import { ColumnName } from './data-contract.ts';

/** A part of a timestamp or date, as a number: weekday 0 is Sunday, month 1 is January, day is 1 to 31. */
export const TimePart = z.enum(['hour', 'minute', 'weekday', 'day', 'month', 'year', 'day-of-year']);
export type TimePart = z.output<typeof TimePart>;

const name = ColumnName.optional();

/** One feature and the columns it is made of. */
export const Feature = z.discriminatedUnion('kind', [
  /** The column's number as it is. Booleans are 0 and 1. */
  z.strictObject({ kind: z.literal('numeric'), column: ColumnName, name }),
  /** A category as one number per category, by frequency, or as one feature per category. */
  z.strictObject({
    kind: z.literal('category'),
    column: ColumnName,
    name,
    encoding: z.enum(['ordinal', 'one-hot']).default('ordinal'),
    /** Categories beyond the most frequent ones count as missing. */
    maxCategories: z.int().min(1).max(10_000).default(100),
  }),
  /** A part of a timestamp or date. */
  z.strictObject({ kind: z.literal('time-part'), column: ColumnName, name, part: TimePart }),
  /** Computed from numbers: a/b, a-b, a*b. Missing where an input is missing or the divisor is 0. */
  z.strictObject({
    kind: z.literal('derived'), name, operation: z.enum(['ratio', 'difference', 'product']),
    of: z.tuple([ColumnName, ColumnName]),
  }),
  /** ln(1 + x). Missing for x <= -1. */
  z.strictObject({ kind: z.literal('log1p'), column: ColumnName, name }),
]);
export type Feature = z.output<typeof Feature>;
/** A feature as it is written in a definition. */
export type FeatureInput = z.input<typeof Feature>;

/** The columns that a feature is made of. */
export function columnsOf(feature: Feature): readonly string[] {
  return feature.kind === 'derived' ? feature.of : [feature.column];
}

/** The name of a feature: its own, or one made of its columns. */
export function nameOf(feature: FeatureInput): string {
  if (feature.name !== undefined) return feature.name;
  switch (feature.kind) {
    case 'time-part': return `${feature.column}_${feature.part}`;
    case 'derived': return `${feature.of[0]}_${feature.operation}_${feature.of[1]}`;
    case 'log1p': return `log1p_${feature.column}`;
    default: return feature.column;
  }
}

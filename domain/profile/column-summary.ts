import * as z from 'zod';
import { timestampText } from '../contract/time-text.ts';
import type { ColumnProfile } from './column-profile.ts';

/** A number, or the text of a time. */
const Extreme = z.union([z.number(), z.string()]);

/** What people are told of a column. Of personal ones only how many values are missing. */
export const ColumnSummary = z.object({
  name: z.string(),
  type: z.string(),
  missing: z.int(),
  /** About how many different values there are. */
  distinct: z.int().optional(),
  min: Extreme.optional(),
  max: Extreme.optional(),
  mean: z.number().optional(),
  median: z.number().optional(),
  /** Counts between `min` and `max`. */
  bars: z.array(z.int()).optional(),
  /** The most frequent values. */
  frequent: z.array(z.object({ value: z.string(), rows: z.int() })).optional(),
});
export type ColumnSummary = z.output<typeof ColumnSummary>;

const BARS = 16;
const FREQUENT = 5;
const LONGEST = 100;

/** Tells what a profile found. */
export function summaryOf(profile: ColumnProfile): ColumnSummary {
  const { column, missing, distinct, moments, quantiles, frequent } = profile;
  const isTime = column.type === 'timestamp' || column.type === 'date';
  const hasSome = moments !== undefined && moments.count > 0;
  const shown = (value: number): number | string => (isTime ? timeOf(value, column.type) : value);
  return {
    name: column.name,
    type: column.type,
    missing,
    distinct: distinct?.estimate,
    min: hasSome ? shown(moments.smallest) : undefined,
    max: hasSome ? shown(moments.largest) : undefined,
    mean: hasSome && !isTime ? moments.mean : undefined,
    median: hasSome ? quantiles?.quantiles([0.5])[0] : undefined,
    bars: hasSome ? quantiles?.bars(BARS) : undefined,
    frequent: frequent
      ?.top(FREQUENT)
      .map(({ value, atLeast }) => ({ value: value.slice(0, LONGEST), rows: atLeast })),
  };
}

function timeOf(seconds: number, type: string): string {
  const text = timestampText(seconds);
  return type === 'date' ? text.slice(0, 10) : text;
}

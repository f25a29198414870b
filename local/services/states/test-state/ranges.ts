import type { Json } from '../language/json.ts';
import ranges from './ranges.json' with { type: 'json' };

/** The least and the most of a number, or of the length of a text; null: no bound. */
type Range = readonly (number | null)[];

/** Ranges by structure and member. */
export type StructureRanges = Readonly<Record<string, Readonly<Record<string, Range>>>>;

/**
 * Ranges of what a service answers, by the package of its client. Written by `scripts/ranges.py` out
 * of AWS's own models.
 */
export function rangesOf(client: string): StructureRanges {
  return (ranges as unknown as Readonly<Record<string, StructureRanges>>)[client] ?? {};
}

/** How a value lies outside of a range, in AWS's words; undefined: it does not. */
export function outside(range: Range | undefined, value: Json): string | undefined {
  const [least, most] = range ?? [];
  if (typeof value === 'number') {
    if (typeof least === 'number' && value < least) return 'is less than the minimum value';
    if (typeof most === 'number' && value > most) return 'exceeds the maximum value';
  }
  if (typeof value === 'string') {
    if (typeof least === 'number' && value.length < least)
      return 'is smaller than the minimum length';
    if (typeof most === 'number' && value.length > most) return 'exceeds the maximum length';
  }
  return undefined;
}

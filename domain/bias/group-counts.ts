import * as z from 'zod';

/** What was predicted for a group of rows. */
export const PredictedCounts = z.object({
  rows: z.int(),
  /** Rows for which the favourable outcome was predicted. */
  favourable: z.int(),
});
export type PredictedCounts = z.output<typeof PredictedCounts>;

/** What was predicted for a group of rows, and what was true. */
export const TruthCounts = z.object({
  /** Rows whose true outcome is the favourable one. */
  positives: z.int(),
  /** Of these, for which it was predicted. */
  truePositives: z.int(),
  /** Rows whose true outcome is not the favourable one. */
  negatives: z.int(),
  /** Of these, for which it was predicted all the same. */
  falsePositives: z.int(),
});
export type TruthCounts = z.output<typeof TruthCounts>;

/** Counts by attribute, then by the attribute's value. */
export type ByGroup<Counts> = Readonly<Record<string, Readonly<Record<string, Counts>>>>;

/** Predictions by group, as they are stored. */
export const PredictedByGroup = z.record(z.string(), z.record(z.string(), PredictedCounts));

/** Truths by group, as they are stored. */
export const TruthByGroup = z.record(z.string(), z.record(z.string(), TruthCounts));

/** The group of rows that do not name the attribute. */
export const MISSING_GROUP = '(missing)';

/** Adds up counts of pieces, in any order. */
export function mergeGroups<Counts extends Readonly<Record<string, number>>>(
  pieces: readonly ByGroup<Counts>[],
): ByGroup<Counts> {
  const merged: Record<string, Record<string, Counts>> = {};
  for (const piece of pieces) {
    for (const [attribute, groups] of Object.entries(piece)) {
      const into = (merged[attribute] ??= {});
      for (const [group, counts] of Object.entries(groups)) into[group] = plus(into[group], counts);
    }
  }
  return merged;
}

function plus<Counts extends Readonly<Record<string, number>>>(
  a: Counts | undefined,
  b: Counts,
): Counts {
  if (a === undefined) return b;
  // The members are those of `b`, each a number.
  return Object.fromEntries(
    Object.entries(b).map(([name, value]) => [name, value + a[name]!]),
  ) as Counts;
}

import type { SampledTarget } from './leaks.ts';

/** Rows that have to have another value than the most frequent one: fewer may lie so by chance. */
const FEWEST_OTHERS = 10;

/** More values are no bands. */
const MOST_BANDS = 20;

/**
 * Whether the values are bands of the target: sorted by it, each value comes in one run.
 * A price band, a grade or a flag `is_late` is made from the answer; what is known beforehand divides it
 * less sharply.
 */
export function isBandOf(values: readonly string[], { labels, classes }: SampledTarget): boolean {
  if (classes > 0) return false;
  const rows = rowsOf(labels).sort((a, b) => labels[a]! - labels[b]!);
  if (!variesEnough(rows, values)) return false;
  const runs = rows.filter((row, at) => at === 0 || values[row] !== values[rows[at - 1]!]);
  const bands = new Set(rows.map((row) => values[row])).size;
  return runs.length === bands && bands <= MOST_BANDS;
}

/**
 * Whether each of several classes has one value: the column may be made from the class, such as `severe` from
 * four grades; or it is a coarser name of the same thing, such as a group of products, which is known.
 */
export function isCoarser(values: readonly string[], { labels, classes }: SampledTarget): boolean {
  if (classes <= 2) return false;
  const rows = rowsOf(labels);
  const byClass = new Map(rows.map((row) => [labels[row]!, values[row]!]));
  return (
    variesEnough(rows, values) && rows.every((row) => byClass.get(labels[row]!) === values[row])
  );
}

function rowsOf(labels: readonly number[]): number[] {
  return labels.flatMap((label, row) => (Number.isNaN(label) ? [] : [row]));
}

function variesEnough(rows: readonly number[], values: readonly string[]): boolean {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(values[row]!, (counts.get(values[row]!) ?? 0) + 1);
  return rows.length - Math.max(0, ...counts.values()) >= FEWEST_OTHERS;
}

import type { SampledTarget } from './leaks.ts';

/** The share of rows with a value (or without) that have to be of one class. */
const PURE = 0.98;

/** Rows that there have to be of them, and how unlikely they may be by chance, as a logarithm to base 10. */
const [FEWEST, UNLIKELY] = [30, -12];

/**
 * The class that a column gives away by being filled or empty: a date of death, a lifeboat, a reason to
 * leave, an amount recovered are there only once the answer is known. An honest gap, however telling, is
 * met in several classes, or in few rows.
 *
 * @param values canonical texts; empty for missing ones
 */
export function toldByGaps(
  values: readonly string[],
  { labels, classes }: SampledTarget,
): string | undefined {
  if (classes === 0) return undefined;
  const rows = labels.flatMap((label, row) => (Number.isNaN(label) ? [] : [row]));
  const overall = countsOf(rows, labels, classes);
  for (const isFilled of [true, false]) {
    const some = rows.filter((row) => (values[row] !== '') === isFilled);
    if (some.length < FEWEST || some.length > rows.length - FEWEST) continue;
    const counts = countsOf(some, labels, classes);
    const most = Math.max(...counts);
    const share = overall[counts.indexOf(most)]! / rows.length;
    if (most < PURE * some.length || some.length * Math.log10(share) > UNLIKELY) continue;
    const percent = Math.floor((100 * most) / some.length);
    return `where it is ${isFilled ? 'filled' : 'empty'}, ${percent} % of the rows are of one class, ${Math.round(100 * share)} % of all`;
  }
  return undefined;
}

function countsOf(
  rows: readonly number[],
  labels: readonly number[],
  classes: number,
): readonly number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const row of rows) counts[labels[row]!]! += 1;
  return counts;
}

import type { SampledTarget } from './leaks.ts';

/**
 * The share of rows with a value (or without) that have to be of one class, and how many times rarer the
 * other classes have to be among them than among all: where nearly all rows are of one class, so are
 * those of any gap.
 */
const SURE = { share: 0.98, rarer: 10 } as const;

/** The same, from which on it is worth a question. */
const LIKELY = { share: 0.9, rarer: 4 } as const;

/** Rows that there have to be of them, and how unlikely they may be by chance, as a logarithm to base 10. */
const [FEWEST, UNLIKELY] = [30, -12];

/** What a gap tells. */
export interface ToldByGaps {
  readonly text: string;
  /** Or is it only worth a question? */
  readonly isSure: boolean;
}

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
): ToldByGaps | undefined {
  if (classes === 0) return undefined;
  const rows = labels.flatMap((label, row) => (Number.isNaN(label) ? [] : [row]));
  const overall = countsOf(rows, labels, classes);
  const told = [true, false].flatMap((isFilled): readonly ToldByGaps[] => {
    const some = rows.filter((row) => (values[row] !== '') === isFilled);
    if (some.length < FEWEST || some.length > rows.length - FEWEST) return [];
    const counts = countsOf(some, labels, classes);
    const most = Math.max(...counts);
    const share = overall[counts.indexOf(most)]! / rows.length;
    const pure = most / some.length;
    if (some.length * Math.log10(share) > UNLIKELY || !isTelling(pure, share, LIKELY)) return [];
    const where = `where it is ${isFilled ? 'filled' : 'empty'}`;
    const text = `${where}, ${Math.floor(100 * pure)} % of the rows are of one class, ${Math.round(100 * share)} % of all`;
    return [{ text, isSure: isTelling(pure, share, SURE) }];
  });
  return told.find(({ isSure }) => isSure) ?? told[0];
}

function isTelling(pure: number, overall: number, least: typeof SURE | typeof LIKELY): boolean {
  return pure >= least.share && (1 - pure) * least.rarer <= 1 - overall;
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

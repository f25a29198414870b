import { BLANK, DELIMITERS } from './csv-dialect.ts';
import { lineWidths } from './line-widths.ts';
import type { Delimiter } from './csv-dialect.ts';
import type { LineWidth } from './line-widths.ts';

/** Fields that each line has at least where blanks are delimiters: names and titles have two or three. */
const FEWEST_BY_BLANKS = 4;

/**
 * Finds the delimiter of a file in its first bytes: of those that separate fields in the first line, the
 * one by which the most lines have as many fields as the first; then the one by which they have more. Each
 * is asked as the scanner would read with it: a quote inside a field is text, but speaks against a
 * delimiter, and text behind a closing quote does so more. Where most lines are unlike the first, that is a
 * remark above the table, and the delimiter that makes nearly all of one width is taken. Without any of them
 * it is a blank where all lines have as many, and several; else a comma.
 *
 * @param isWhole whether the bytes are the whole file; otherwise the last line is cut off and does not count
 */
export function detectDelimiter(bytes: Uint8Array, isWhole: boolean): Delimiter {
  const candidates = DELIMITERS.filter((one) => firstWidth(bytes, one) !== 1);
  if (candidates.length === 0) return blankOrComma(bytes, isWhole);
  const [best, score] = bestOf(candidates, bytes, { isWhole, of: likeness });
  if (score >= 1 / 2) return best;
  const [other, share] = bestOf(DELIMITERS, bytes, { isWhole, of: evenness });
  return share > MOSTLY ? other : best;
}

/** The share of lines that have to be of one width where none is like the first. */
const MOSTLY = 0.9;

interface Scoring {
  readonly isWhole: boolean;
  readonly of: (lines: readonly LineWidth[]) => number;
}

function bestOf(
  delimiters: readonly Delimiter[],
  bytes: Uint8Array,
  { isWhole, of }: Scoring,
): readonly [Delimiter, number] {
  return delimiters
    .map((delimiter) => [delimiter, of(lineWidths(bytes, delimiter, { isWhole }))] as const)
    .reduce((best, next) => (next[1] > best[1] ? next : best));
}

/** Which share of the lines has one width of several fields. */
function evenness(lines: readonly LineWidth[]): number {
  const counts = new Map<number, number>();
  for (const { fields } of lines) if (fields > 1) counts.set(fields, (counts.get(fields) ?? 0) + 1);
  return Math.max(0, ...counts.values()) / lines.length;
}

/** Which share of the lines is like the first, of those with a stray quote half; among equals the wider. */
function likeness(lines: readonly LineWidth[]): number {
  const expected = lines[0]?.fields ?? 0;
  if (expected === 0) return 0;
  const alike = lines.filter(({ fields }) => fields === expected);
  const stray = alike.filter(({ hasStrayQuote }) => hasStrayQuote).length;
  return (alike.length - stray / 2) / lines.length + expected / 1e6;
}

function blankOrComma(bytes: Uint8Array, isWhole: boolean): Delimiter {
  if (firstWidth(bytes, BLANK) < FEWEST_BY_BLANKS) return ',';
  const [first, ...others] = lineWidths(bytes, BLANK, { isWhole });
  return others.length > 0 && others.every(({ fields }) => fields === first?.fields) ? BLANK : ',';
}

/** Fields of the first line; 1 where there is none. */
function firstWidth(bytes: Uint8Array, delimiter: Delimiter): number {
  return lineWidths(bytes, delimiter, { isWhole: true, atMost: 1 })[0]?.fields ?? 1;
}

import { BLANK, DELIMITERS } from './csv-dialect.ts';
import type { Delimiter } from './csv-dialect.ts';

const [QUOTE, LF, CR] = [34, 10, 13];

/** Blanks that each line has at least where they are delimiters: names and titles have one or two. */
const FEWEST_BLANKS = 3;

/**
 * Finds the delimiter of a file in its first bytes: of those that the first line has outside quotes, the
 * one that the most lines have as often as the first; then the more frequent one. Without any of them it is
 * a blank where all lines have as many, and several; else a comma.
 *
 * @param isWhole whether the bytes are the whole file; otherwise the last line is cut off and does not count
 */
export function detectDelimiter(bytes: Uint8Array, isWhole: boolean): Delimiter {
  const [[blanks = 0, ...first] = []] = countLines(bytes, { isWhole, atMost: 1 });
  const candidates = first.filter((count) => count > 0).length;
  if (candidates === 0) return blanks >= FEWEST_BLANKS ? blankOrComma(bytes, isWhole) : ',';
  if (candidates === 1) return DELIMITERS[first.findIndex((count) => count > 0)]!;
  const lines = countLines(bytes, { isWhole, atMost: Infinity });
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const [index, delimiter] of DELIMITERS.entries()) {
    const expected = lines[0]?.[index + 1] ?? 0;
    if (expected === 0) continue;
    const alike = lines.filter((counts) => counts[index + 1] === expected).length;
    const score = alike / lines.length + expected / 1e6;
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

function blankOrComma(bytes: Uint8Array, isWhole: boolean): Delimiter {
  const [first, ...others] = countLines(bytes, { isWhole, atMost: Infinity });
  const areAlike = others.every(([blanks]) => blanks === first?.[0]);
  return others.length > 0 && areAlike ? BLANK : ',';
}

interface Counting {
  readonly isWhole: boolean;
  /** Lines that are counted at most. */
  readonly atMost: number;
}

/** How often a blank and each delimiter stand outside quotes in each line that is not blank. */
function countLines(
  bytes: Uint8Array,
  { isWhole, atMost }: Counting,
): readonly (readonly number[])[] {
  const codes = [BLANK, ...DELIMITERS].map((delimiter) => delimiter.charCodeAt(0));
  const lines: number[][] = [];
  let counts = codes.map(() => 0);
  let isQuoted = false;
  let length = 0;
  for (const byte of bytes) {
    if (lines.length === atMost) return lines;
    if (byte === QUOTE) isQuoted = !isQuoted;
    if (!isQuoted && (byte === LF || byte === CR)) {
      if (length > 0) lines.push(counts);
      counts = codes.map(() => 0);
      length = 0;
      continue;
    }
    length += 1;
    const found = isQuoted ? -1 : codes.indexOf(byte);
    if (found >= 0) counts[found]! += 1;
  }
  if (length > 0 && (isWhole || lines.length === 0)) lines.push(counts);
  return lines;
}

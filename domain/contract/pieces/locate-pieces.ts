import * as z from 'zod';
import { RowState } from '../../tabular/row-survey.ts';
import type { SurveyedFrom } from '../../tabular/row-survey.ts';
import type { FileLayout } from './file-layout.ts';

/** Whole rows of a file that one function judges. */
export const FilePiece = z.union([
  z.object({
    /** First byte of the first row. */
    start: z.int(),
    /** Byte behind the last row. */
    end: z.int(),
    /** Line of the first row. */
    line: z.int(),
  }),
  z.object({
    /** First row group. */
    first: z.int(),
    /** How many row groups. */
    count: z.int(),
    /** Number of the first row. */
    line: z.int(),
  }),
]);
export type FilePiece = z.output<typeof FilePiece>;

/** The range of bytes that a survey is about. */
export function rangeOfPiece(
  index: number,
  { pieceBytes, size }: PieceSizes,
): readonly [from: number, to: number] {
  return [index * pieceBytes, Math.min((index + 1) * pieceBytes, size)];
}

/** How a file is cut. */
export interface PieceSizes {
  /** Bytes of the file. */
  readonly size: number;
  /** Bytes of each piece but the last. */
  readonly pieceBytes: number;
}

/**
 * The pieces of a file of text: each has the rows that begin in one of the surveyed ranges. Where a survey
 * found that the file is broken, the last piece reaches to the end of the file: who reads it will meet
 * that.
 */
export function locateRows(
  surveys: readonly (readonly SurveyedFrom[])[],
  { size }: Pick<PieceSizes, 'size'>,
): readonly FilePiece[] {
  const begins: { start: number; line: number }[] = [];
  let state: number = RowState.row;
  let line = 1;
  for (const survey of surveys) {
    const found = survey.find(({ from }) => from === state);
    if (found === undefined) break;
    if (found.first !== null)
      begins.push({ start: found.first.at, line: line + found.first.lines });
    line += found.lines;
    state = found.to;
  }
  return begins.map((begin, index) => ({ ...begin, end: begins[index + 1]?.start ?? size }));
}

/** The pieces of a Parquet file: row groups together while they have not more bytes than a piece may. */
export function locateGroups(
  { groups }: Extract<FileLayout, { readonly format: 'parquet' }>,
  { pieceBytes }: Pick<PieceSizes, 'pieceBytes'>,
): readonly FilePiece[] {
  const pieces: { first: number; count: number; line: number }[] = [];
  let line = 1;
  let held = Infinity;
  for (const [index, { rows, bytes }] of groups.entries()) {
    held += bytes;
    if (held > pieceBytes) {
      pieces.push({ first: index, count: 0, line });
      held = bytes;
    }
    pieces.at(-1)!.count += 1;
    line += rows;
  }
  return pieces;
}

import type { JudgedRow } from '../judged-row.ts';

/**
 * Reads a value in one of its commonest forms out of the bytes between `starts` and `ends` of a row,
 * and leaves there what it is. False for everything else, be it right or wrong: then its text is judged.
 */
export type FieldReader = (row: JudgedRow, index: number) => boolean;

/** The range that a number or time has to be in. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
}

import type { WordTable } from '../hashing/word-table.ts';
import type { Capture } from './capture.ts';

/** What a capture says of all its rows: `at` is when it was answered. */
export type CaptureEnvelope = Pick<Capture, 'inferenceId' | 'at' | 'version'> & {
  readonly columns: readonly string[];
};

/** A capture to be counted: its values one at a time, so that most of them never become texts. */
export interface CaptureView extends Readonly<CaptureEnvelope> {
  readonly rows: number;
  /** The number of a row within its request. */
  indexOf(row: number): number;
  text(row: number, column: number): string;
  /** A value as a number; NaN where it is missing. */
  number(row: number, column: number): number;
  /** The place of a value in a table; -1 where it is missing, -2 where the table lacks it. */
  place(row: number, column: number, table: WordTable): number;
  prediction(row: number): readonly number[];
}

/** A view of a capture that was read already. */
export function viewOf({ inferenceId, at, version, columns, rows }: Capture): CaptureView {
  const text = (row: number, column: number): string => rows[row]!.values[column] ?? '';
  return {
    inferenceId,
    at,
    version,
    columns,
    rows: rows.length,
    indexOf: (row) => rows[row]!.index,
    text,
    number: (row, column) => numberOf(text(row, column)),
    place: (row, column, table) => {
      const value = text(row, column);
      return value === '' ? -1 : table.placeOf(value);
    },
    prediction: (row) => rows[row]!.prediction,
  };
}

/** A canonical number; NaN for an empty text. */
export function numberOf(text: string): number {
  return text === '' ? NaN : Number(text);
}

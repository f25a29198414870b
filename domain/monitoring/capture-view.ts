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
  /**
   * The values of a column as numbers, by row; NaN where one is missing. Good until the next are asked for.
   */
  numbers(column: number): Float64Array;
  /**
   * The places of the values of a column in a table, by row; -1 where one is missing, -2 where the table
   * lacks it. Good until the next are asked for.
   */
  places(column: number, table: WordTable): Int32Array;
  prediction(row: number): readonly number[];
  /** The first number of each prediction. Good until other numbers are asked for. */
  leading(): Float64Array;
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
    numbers: (column) => Float64Array.from(rows, (_, row) => numberOf(text(row, column))),
    places: (column, table) =>
      Int32Array.from(rows, (_, row) => {
        const value = text(row, column);
        return value === '' ? -1 : table.placeOf(value);
      }),
    prediction: (row) => rows[row]!.prediction,
    leading: () => Float64Array.from(rows, ({ prediction }) => prediction[0] ?? NaN),
  };
}

/** A canonical number; NaN for an empty text. */
export function numberOf(text: string): number {
  return text === '' ? NaN : Number(text);
}

/** What may stand between two fields. */
export type Delimiter = ',' | ';' | '\t' | '|' | ' ';

/** Delimiters that are looked for, those first that win a tie. */
export const DELIMITERS: readonly Delimiter[] = [',', ';', '\t', '|'];

/** One that stands inside many values: only a file without the others can mean it. */
export const BLANK: Delimiter = ' ';

/** A row longer than this, in bytes, is a file that is no CSV, or a quote that was never closed. */
export const MAX_ROW_BYTES = 1 << 20;

/** Columns that a spreadsheet has at most (Excel's specifications and limits: 16,384). */
export const MAX_COLUMNS = 16_384;

/** How a file is read. */
export interface CsvOptions {
  /** Told, or `detect` to find it in the first rows. @default - a comma */
  readonly delimiter?: Delimiter | 'detect';
  /** Longest row in bytes. @default - `MAX_ROW_BYTES` */
  readonly maxRowBytes?: number;
  /** Most fields of a row. @default - `MAX_COLUMNS` */
  readonly maxColumns?: number;
  /** Where in a file the bytes begin, and what its beginning has told. @default - at its beginning */
  readonly from?: MiddleOfCsv;
}

/** The place of a row that is not the first of its file. */
export interface MiddleOfCsv {
  /** Line on which the row starts. */
  readonly line: number;
  /** Does a CR alone end lines? The end of the first line tells. */
  readonly endsInCr: boolean;
}

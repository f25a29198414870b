import { userError } from '../errors.ts';
import { readLines, type LineReader } from './lines.ts';
import { parseNumber } from './parse-number.ts';
import type { RowStore } from './row-store.ts';

/** How to read CSV: the delimiter, and whether the second column is the weight of the row. */
export interface CsvOptions {
  readonly delimiter: string;
  readonly weights: boolean;
}

/**
 * Reads rows of CSV: the label first, then the weight if asked for, then features. What is no
 * number is missing.
 *
 * There is no header in such files; the container does not notice one, and neither is it noticed
 * here.
 */
export function readCsv(path: string, { delimiter, weights }: CsvOptions, store: RowStore): void {
  const separator = delimiter.charCodeAt(0);
  const firstFeature = weights ? 2 : 1;
  const readLine: LineReader = (bytes, from, to) => {
    let fields = 0;
    let label = 0;
    for (let start = from; start <= to; fields++) {
      const end = fieldEnd(bytes, start, to, separator);
      const value = end > start ? parseNumber(bytes, start, end) : NaN;
      if (fields >= firstFeature) {
        store.set(fields - firstFeature, value);
      } else if (fields === 0) {
        label = value === value ? value : 0;
        if (!weights) {
          store.addRow(label);
        }
      } else {
        store.addRow(label, value === value ? value : 0);
      }
      start = end + 1;
    }
    if (fields <= firstFeature - 1) {
      throw userError(`Failed to load csv data with exception:\nDelimiter '${delimiter}' is not found in the line. `
        + `Expected '${delimiter}' as the delimiter to separate fields.`);
    }
  };
  readLines(path, readLine);
}

function fieldEnd(bytes: Uint8Array, start: number, to: number, separator: number): number {
  let at = start;
  while (at < to && bytes[at] !== separator) {
    at++;
  }
  return at;
}

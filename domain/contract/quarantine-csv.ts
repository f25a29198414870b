import { csvLine } from '../tabular/csv-writer.ts';
import { spreadsheetText } from '../tabular/spreadsheet-text.ts';
import type { RowProblem } from './row-judge.ts';

/** The first line of refused rows as CSV. */
export const QUARANTINE_HEADER = csvLine(['line', 'column', 'rule', 'value', 'message']);

/** One problem of a refused row as a line of CSV for people: no spreadsheet computes what stands in it. */
export function quarantineLine(problem: RowProblem & { readonly line: number }): string {
  const { line, column, rule, value, message } = problem;
  return csvLine([String(line), ...[column, rule, value, message].map(spreadsheetText)]);
}

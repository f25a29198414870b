import { ColumnName } from '../definition/data-contract.ts';
import { formOf } from './value-form.ts';

/** Names for the fields of a file whose first row has none. */
export function plainNames(width: number): readonly string[] {
  return Array.from({ length: width }, (_field, index) => `column_${index + 1}`);
}

/**
 * Whether the first row names the columns: none of its fields is a number or a time, no name comes twice,
 * and it does not look like the rows below, whose texts come again in their own columns. It does, too,
 * where it has the name that is sought.
 *
 * @param rows the next rows of the file, a few
 */
export function isHeader(
  first: readonly string[],
  rows: readonly (readonly string[])[],
  sought?: string,
): boolean {
  const names = first.map((name) => name.trim());
  const at = sought === undefined ? -1 : names.indexOf(sought);
  if (at >= 0 && rows.every((row) => row[at]?.trim() !== sought)) return true;
  const given = names.filter((name) => name !== '');
  if (given.length < names.length / 2 || given.some((name) => isValue(name))) return false;
  const twice = given.length - new Set(given).size;
  const repeated = names.filter((name, index) => rows.some((row) => row[index]?.trim() === name));
  return twice < given.length / 2 && repeated.length < given.length / 2;
}

/** True for a name that a contract can give to a column. */
export function isColumnName(name: string): boolean {
  return ColumnName.safeParse(name).success;
}

function isValue(text: string): boolean {
  return ['integer', 'number', 'date', 'timestamp', 'code'].includes(formOf(text));
}

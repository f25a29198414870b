import { CannotPropose } from './cannot-propose.ts';
import { FEWEST_ROWS } from './settings.ts';
import type { ColumnFacts } from './column-surveyor.ts';
import type { Survey } from './surveyor.ts';

/**
 * Refuses files that cannot be read as one table of several columns and enough rows.
 *
 * @throws DomainError `NothingToPropose` with what to do
 */
export function requireTable(survey: Survey): void {
  const { rows, oddRows, oddWidth, names } = survey;
  if (oddRows > rows / 2) {
    if (oddWidth === undefined)
      throw new CannotPropose(`correct the file: ${oddRows} of ${rows} rows cannot be read`);
    throw new CannotPropose(
      `begin the file with one line that names its columns, or name them with --columns: its first line has ${fields(names.length)}, most others have ${oddWidth}`,
      'columns',
    );
  }
  if (names.length < 2) {
    throw new CannotPropose(
      'give a file of two columns or more, with commas, semicolons, tabs or | between them',
    );
  }
  requireRows(rows - oddRows, 'to train and judge on');
}

/** Columns, and features, that a definition has at most. */
const MOST_COLUMNS = 1000;

/** Refuses more columns, or features, than a definition can name. @throws DomainError `NothingToPropose` */
export function requireNameable(columns: number, features: number): void {
  const many = Math.max(columns, features);
  if (many > MOST_COLUMNS) {
    throw new CannotPropose(
      `leave out columns that say little: a definition has ${MOST_COLUMNS} columns and features at most, here are ${many}`,
    );
  }
}

/** Refuses too few rows. @throws DomainError `NothingToPropose` */
export function requireRows(rows: number, what: string): void {
  if (rows < FEWEST_ROWS)
    throw new CannotPropose(`give at least ${FEWEST_ROWS} rows ${what}: there are ${rows}`);
}

/** The column that is to be predicted. @throws DomainError `NothingToPropose` where it is not one */
export function targetIn(
  { names, nested, columns, hasHeader }: Survey,
  target: string,
): ColumnFacts {
  if (nested.includes(target)) {
    throw new CannotPropose(`choose another target: '${target}' holds objects or lists`, 'target');
  }
  const found = columns.filter(({ name }) => name === target);
  if (found.length === 1) return found[0]!;
  if (found.length > 1)
    throw new CannotPropose(`give one of the ${found.length} columns '${target}' another name`);
  const plain = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  const alike = names.find((name) => plain(name) === plain(target));
  const meant = alike === undefined ? '' : ` (did you mean '${alike}'?)`;
  const unnamed = hasHeader ? '' : '; the first line of the file names none, --columns does';
  throw new CannotPropose(
    `name one column of the file as target, not '${target}'${meant}: ${names.slice(0, 40).join(', ')}${unnamed}`,
    hasHeader ? 'target' : 'columns',
  );
}

function fields(count: number): string {
  return count === 1 ? '1 field' : `${count} fields`;
}

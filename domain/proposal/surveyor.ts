import { CannotPropose } from './cannot-propose.ts';
import { ColumnSurveyor } from './column-surveyor.ts';
import { isHeader, plainNames } from './find-header.ts';
import { RowSample } from './row-sample.ts';
import type { FieldRow } from '../tabular/field-row.ts';
import type { ColumnFacts } from './column-surveyor.ts';

/** What one pass over files has found. */
export interface Survey {
  /** Rows, without the header. */
  readonly rows: number;
  /** Rows that have another number of fields; they were not looked at. */
  readonly oddRows: number;
  /** How many fields most of them have. @default - there are none, or they cannot be read */
  readonly oddWidth?: number;
  /** Bytes of the largest file, unpacked. */
  readonly bytes: number;
  /** Names of all fields in their order, which may not be names that a contract can give. */
  readonly names: readonly string[];
  /** Whether the files name their columns themselves. */
  readonly hasHeader: boolean;
  /** What no column can hold: objects and lists. */
  readonly nested: readonly string[];
  readonly columns: readonly ColumnFacts[];
  /** Rows at even distances, as texts. */
  readonly sample: readonly (readonly string[])[];
}

/** Rows that are looked at before it is decided whether the first one is a header. */
const AHEAD = 50;

/** Looks at files row by row, in one pass and bounded memory. Feed it as the consumer of a scanner. */
export class Surveyor {
  private ahead: string[][] = [];
  private names: readonly string[] | undefined;
  private hasHeader = true;
  private columns: readonly ColumnSurveyor[] = [];
  private sample = new RowSample(1);
  private rows = 0;
  private oddRows = 0;
  private readonly oddWidths = new Map<number, number>();
  private bytes = 0;
  private isFirstOfFile = true;
  /** Where the fields of a row of this file lie. @default - in the order of the first file */
  private order: readonly number[] | undefined;
  private readonly nested = new Set<string>();

  /**
   * @param given names of the columns of files without a header. @default - the first row is looked at
   * @param sought a column that there has to be: a first row that has its name is a header
   */
  constructor(
    private readonly given?: readonly string[],
    private readonly sought?: string,
  ) {}

  /** Names of the columns, once they are known. */
  public get known(): readonly string[] | undefined {
    return this.names;
  }

  /**
   * Is told the columns of a file whose format knows them; there is no header among its rows then.
   *
   * @throws DomainError `NothingToPropose` where other files have other columns, or names were given
   */
  public nameColumns(names: readonly string[]): void {
    if (this.given !== undefined) {
      throw new CannotPropose('leave `--columns` out: the file names its columns', 'columns');
    }
    if (this.names === undefined) this.know(names, true);
    else this.sameColumns(names);
    this.isFirstOfFile = false;
  }

  /** Is told what no column can hold. */
  public leaveOut(names: readonly string[]): void {
    for (const name of names) this.nested.add(name);
  }

  /** Takes the next row; blank lines are skipped. */
  public readonly take = (fields: FieldRow): void => {
    if (fields.fault !== undefined) {
      this.rows += 1;
      this.oddRows += 1;
      return;
    }
    if (fields.width === 1 && fields.text(0).trim() === '') return;
    const row = fields.texts();
    if (this.names !== undefined) this.next(row);
    else if (this.ahead.push(row) > AHEAD) this.begin();
  };

  /**
   * Says that a file is at its end; another one of the same columns may follow.
   *
   * @param bytes how many it has, unpacked
   */
  public endFile(bytes: number): void {
    this.begin();
    this.bytes = Math.max(this.bytes, bytes);
    this.isFirstOfFile = true;
    this.order = undefined;
  }

  /** What was found. @throws DomainError `NothingToPropose` where there are no rows */
  public survey(): Survey {
    if (this.names === undefined || this.rows === 0) {
      throw new CannotPropose('give a file with rows: there are none');
    }
    return {
      rows: this.rows,
      oddRows: this.oddRows,
      oddWidth: [...this.oddWidths].sort(([, a], [, b]) => b - a)[0]?.[0],
      bytes: this.bytes,
      names: this.names,
      hasHeader: this.hasHeader,
      nested: [...this.nested],
      columns: this.columns.map((column) => column.facts()),
      sample: this.sample.rows,
    };
  }

  /** Decides about the header, and takes the rows that waited for it. */
  private begin(): void {
    const [first, ...rest] = this.ahead;
    this.ahead = [];
    if (this.names !== undefined || first === undefined) return;
    const names = first.map((name) => name.trim());
    const hasHeader =
      this.given === undefined ? isHeader(first, rest, this.sought) : isSame(names, this.given);
    this.know(this.given ?? (hasHeader ? names : plainNames(first.length)), hasHeader);
    for (const row of [first, ...rest]) this.next(row);
  }

  private know(names: readonly string[], hasHeader: boolean): void {
    this.names = names;
    this.hasHeader = hasHeader;
    this.columns = names.map((name) => new ColumnSurveyor(name));
    this.sample = new RowSample(names.length);
  }

  private next(row: readonly string[]): void {
    const isHeading = this.isFirstOfFile && this.hasHeader;
    this.isFirstOfFile = false;
    if (isHeading) return this.sameColumns(row);
    this.rows += 1;
    if (row.length !== this.columns.length) {
      this.oddRows += 1;
      this.oddWidths.set(row.length, (this.oddWidths.get(row.length) ?? 0) + 1);
      return;
    }
    const { order } = this;
    const values = order === undefined ? row : order.map((at) => row[at]!);
    for (let index = 0; index < values.length; index += 1)
      this.columns[index]!.take(values[index]!);
    this.sample.take(values);
  }

  private sameColumns(header: readonly string[]): void {
    const names = header.map((name) => name.trim());
    const known = this.names ?? [];
    if (isSame(names, known)) return;
    if (!isSame(names.toSorted(), known.toSorted()) || new Set(names).size < names.length)
      throw new CannotPropose(`give files of the same columns: ${apart(names, known)}`);
    this.order = known.map((name) => names.indexOf(name));
  }
}

/** In what the columns of a file are others than those of the files before. */
function apart(names: readonly string[], known: readonly string[]): string {
  const only = (some: readonly string[], others: readonly string[]): string =>
    some
      .filter((name) => !others.includes(name))
      .slice(0, 5)
      .map((name) => `'${name}'`)
      .join(', ');
  const [more, fewer] = [only(names, known), only(known, names)];
  const said = [more !== '' && `it has ${more} besides`, fewer !== '' && `it has no ${fewer}`];
  return said.filter((part) => part !== false).join(', ') || 'it has some of them twice';
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}

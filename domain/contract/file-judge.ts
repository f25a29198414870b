import { BytesJudge, refuses } from './bytes-judge.ts';
import { fileVerdict, isTooLong } from './file-verdict.ts';
import { judgeHeader } from './header-judge.ts';
import { Tally } from './tally.ts';
import { UniqueColumns } from './unique-columns.ts';
import type { DataContract } from '../definition/data-contract.ts';
import type { FieldRow } from '../tabular/field-row.ts';
import type { FileVerdict } from './file-verdict.ts';
import type { HeaderVerdict } from './header-judge.ts';
import type { JudgedRow } from './judged-row.ts';
import type { RowProblem } from './row-judge.ts';

/** Where judged rows go. */
export interface RowSinks {
  /** A good row in canonical form; it is another one after the call. */
  accept(row: JudgedRow): void;
  /** A bad row: what is wrong with it, with personal values masked. */
  refuse(problem: RowProblem & { readonly line: number }): void;
}

/** What depends on the moment and not on the contract. */
export interface FileJudgeOptions {
  /** Seconds since 1970 after which a row cannot have happened. @default - never */
  readonly latestTime?: number;
  /** Seconds since 1970 at which the file is judged. @default - rules of freshness are not judged */
  readonly now?: number;
}

/** Options at a moment; rows may lie a day ahead of it: clocks and time zones of uploaders differ. */
export function momentOf(now: Date): FileJudgeOptions {
  const seconds = now.getTime() / 1000;
  return { latestTime: seconds + 86_400, now: seconds };
}

/** Judges a file row by row, in one pass and constant memory. Feed it as the consumer of a scanner. */
export class FileJudge {
  /** Judges the rows, and has the one that was accepted last. */
  public readonly rows: BytesJudge;
  /** What was counted so far. */
  public readonly tally: Tally;
  /** Values of columns where each may come once. */
  public readonly unique: UniqueColumns;
  private header: HeaderVerdict | undefined;

  constructor(
    private readonly contract: DataContract,
    private readonly sinks: RowSinks,
    private readonly options: FileJudgeOptions = {},
  ) {
    this.rows = new BytesJudge(contract, options);
    this.tally = new Tally(contract);
    this.unique = new UniqueColumns(contract);
  }

  /** Takes the next row of the file; the first one is the header, if it has one. Blank lines are skipped. */
  readonly take = (fields: FieldRow): void => {
    if (isBlank(fields)) return;
    if (this.header === undefined && this.takeHeader(fields)) return;
    const { header } = this;
    if (header === undefined || header.problems.length > 0) return;
    if (!isTooLong(this.contract, this.tally)) this.row(fields, header);
  };

  /** Is told the columns of a file whose format knows them; there is no header among its rows then. */
  public nameColumns(names: readonly string[]): void {
    this.header = judgeHeader(this.contract, names);
  }

  /** The verdict once every row was taken. */
  verdict(): FileVerdict {
    const { tally, header, options: { now } } = this;
    return fileVerdict(this.contract, { tally, header, now });
  }

  /** Learns where the columns are; true where the row only told that. */
  private takeHeader(fields: FieldRow): boolean {
    const { names, isHeader } = readHeader(this.contract, fields);
    this.header = judgeHeader(this.contract, names);
    return isHeader;
  }

  private row(fields: FieldRow, header: HeaderVerdict): void {
    if (fields.fault !== undefined) {
      this.refuse([{ ...fields.fault, value: '' }], fields.line);
      return;
    }
    if (fields.width !== header.width) {
      const message = `${fields.width} fields where the header has ${header.width}`;
      this.refuse([{ column: '', value: '', rule: 'field-count', message }], fields.line);
      return;
    }
    let problems = this.rows.judge(fields, header.positions);
    if (problems.length === 0 || !problems.some(refuses)) {
      const repeated = this.unique.meet(this.rows.row);
      if (repeated.length > 0) problems = [...problems, ...repeated];
    }
    if (problems.length > 0 && problems.some(refuses)) {
      this.refuse(problems, fields.line);
      return;
    }
    this.tally.accept(this.rows.row, problems, fields.line);
    this.sinks.accept(this.rows.row);
  }

  private refuse(problems: readonly RowProblem[], line: number): void {
    this.tally.refused += 1;
    for (const problem of problems) this.sinks.refuse(this.tally.problem(problem, line));
  }
}

/** Whether a row is a blank line. */
export function isBlank(fields: FieldRow): boolean {
  return fields.width === 1 && fields.text(0).trim() === '';
}

/** What the first row of a file says of its columns. */
export interface FirstRow {
  readonly names: readonly string[];
  /** Is it a header, or a row already? */
  readonly isHeader: boolean;
}

/** Reads the first row that is not blank. */
export function readHeader({ header }: DataContract, fields: FieldRow): FirstRow {
  const first = fields.texts();
  if (header === undefined) return { names: first, isHeader: true };
  return { names: header, isHeader: header.every((name, index) => name === first[index]?.trim()) };
}

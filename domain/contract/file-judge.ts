import { BytesJudge, refuses } from './bytes-judge.ts';
import { FileRules } from './file-rules.ts';
import { judgeHeader } from './header-judge.ts';
import { ReasonCounts } from './reason-counts.ts';
import { UniqueColumns } from './unique-columns.ts';
import type { DataContract } from '../definition/data-contract.ts';
import type { FieldRow } from '../tabular/field-row.ts';
import type { HeaderVerdict } from './header-judge.ts';
import type { JudgedRow } from './judged-row.ts';
import type { ReasonCount } from './receipt.ts';
import type { RowProblem } from './row-judge.ts';

/** Where judged rows go. */
export interface RowSinks {
  /** A good row in canonical form; it is another one after the call. */
  accept(row: JudgedRow): void;
  /** A bad row: what is wrong with it, with personal values masked. */
  refuse(problem: RowProblem & { readonly line: number }): void;
}

/** Verdict on a whole file. */
export interface FileVerdict {
  readonly status: 'accepted' | 'refused';
  readonly code: 'Accepted' | 'Empty' | 'HeaderOnly' | 'WrongHeader' | 'BadRows' | 'TooManyMissing' | 'TooManyRows'
    | 'RuleBroken' | 'FileRuleBroken';
  readonly reason: string;
  readonly rows: { readonly read: number; readonly accepted: number; readonly refused: number };
  readonly reasons: readonly ReasonCount[];
  readonly dropped: readonly string[];
  /** Rules over the whole file that do not hold and only warn. */
  readonly warnings: readonly string[];
  /**
   * Earliest and latest time of the accepted rows, seconds since 1970. Null without a time column or rows.
   */
  readonly span: { readonly from: number; readonly to: number } | null;
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
  private readonly reasons: ReasonCounts;
  private readonly unique: UniqueColumns;
  private readonly rules: FileRules;
  private readonly missing: number[];
  private readonly timeIndex: number;
  private header: HeaderVerdict | undefined;
  private accepted = 0;
  private refused = 0;
  private from = Infinity;
  private to = -Infinity;
  private fatal: (RowProblem & { readonly line: number }) | undefined;

  constructor(
    private readonly contract: DataContract,
    private readonly sinks: RowSinks,
    private readonly options: FileJudgeOptions = {},
  ) {
    this.reasons = new ReasonCounts(contract);
    this.rows = new BytesJudge(contract, options);
    this.unique = new UniqueColumns(contract);
    this.rules = new FileRules(contract);
    this.missing = contract.columns.map(() => 0);
    this.timeIndex = contract.columns.findIndex((column) => column.name === contract.timeColumn);
  }

  /** Takes the next row of the file; the first one is the header, if it has one. Blank lines are skipped. */
  readonly take = (fields: FieldRow): void => {
    if (fields.width === 1 && fields.text(0).trim() === '') return;
    if (this.header === undefined && this.takeHeader(fields)) return;
    const { header } = this;
    if (header !== undefined && header.problems.length === 0 && !this.isTooLong()) this.row(fields, header);
  };

  /** Is told the columns of a file whose format knows them; there is no header among its rows then. */
  public nameColumns(names: readonly string[]): void {
    this.header = judgeHeader(this.contract, names);
  }

  /** The verdict once every row was taken. */
  verdict(): FileVerdict {
    const rows = { read: this.accepted + this.refused, accepted: this.accepted, refused: this.refused };
    const { from, to, options: { now } } = this;
    const broken = this.rules.broken({ rows: rows.accepted, newest: to, now });
    const fatal = broken.find(({ severity }) => severity === 'refuse-file');
    const found = this.refusal(rows.read)
      ?? (fatal && { code: 'FileRuleBroken' as const, reason: fatal.message });
    return {
      status: found === undefined ? 'accepted' : 'refused',
      code: found?.code ?? 'Accepted',
      reason: found?.reason ?? `${rows.accepted} of ${rows.read} rows accepted`,
      rows,
      reasons: this.reasons.list(),
      dropped: this.header?.dropped ?? [],
      warnings: broken.filter(({ severity }) => severity === 'warn').map(({ message }) => message),
      span: from <= to ? { from, to } : null,
    };
  }

  /** Learns where the columns are; true where the row only told that. */
  private takeHeader(fields: FieldRow): boolean {
    const first = fields.texts();
    const { header } = this.contract;
    this.header = judgeHeader(this.contract, header ?? first);
    return header === undefined || header.every((name, index) => name === first[index]?.trim());
  }

  private isTooLong(): boolean {
    return this.accepted + this.refused > this.contract.limits.rows;
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
    if (problems.length > 0 && problems.some(refuses)) this.refuse(problems, fields.line);
    else this.accept(this.rows.row, problems, fields.line);
  }

  private accept(row: JudgedRow, warnings: readonly RowProblem[], line: number): void {
    this.accepted += 1;
    for (const warning of warnings) this.reasons.add(warning, line);
    if (row.missesSome) this.countMissing(row);
    if (this.timeIndex >= 0) {
      const time = row.numbers[this.timeIndex]!;
      if (time < this.from) this.from = time;
      if (time > this.to) this.to = time;
    }
    this.rules.take(row);
    this.sinks.accept(row);
  }

  private countMissing(row: JudgedRow): void {
    for (let index = 0; index < row.forms.length; index += 1) {
      if (row.isMissing(index)) this.missing[index]! += 1;
    }
  }

  private refuse(problems: readonly RowProblem[], line: number): void {
    this.refused += 1;
    for (const problem of problems) {
      const shown = this.reasons.add(problem, line);
      if (problem.severity === 'refuse-file') this.fatal ??= shown;
      this.sinks.refuse(shown);
    }
  }

  private refusal(read: number): { readonly code: FileVerdict['code']; readonly reason: string } | undefined {
    const { limits, columns } = this.contract;
    if (this.header === undefined) return { code: 'Empty', reason: 'upload a file with a header and rows: it is empty' };
    if (this.header.problems.length > 0) return { code: 'WrongHeader', reason: this.header.problems.join('; ') };
    if (read === 0) return { code: 'HeaderOnly', reason: 'upload rows: there is only a header' };
    if (this.isTooLong()) return { code: 'TooManyRows', reason: `split the file: more than ${limits.rows} rows` };
    if (this.fatal !== undefined) {
      const { line, column, message } = this.fatal;
      return { code: 'RuleBroken', reason: `correct column '${column}' of line ${line}: ${message}` };
    }
    const share = this.refused / read;
    if (share > limits.badRowShare) {
      const reason = `correct the file: ${percent(share)} of its rows are bad, ${percent(limits.badRowShare)} are tolerated`;
      return { code: 'BadRows', reason };
    }
    const sparse = columns.findIndex((column, index) =>
      this.missing[index]! / Math.max(this.accepted, 1) > (column.maxMissingShare ?? 1));
    if (sparse < 0) return undefined;
    const { name, maxMissingShare = 1 } = columns[sparse]!;
    const found = percent(this.missing[sparse]! / this.accepted);
    return { code: 'TooManyMissing', reason: `fill column '${name}': ${found} empty, ${percent(maxMissingShare)} tolerated` };
  }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

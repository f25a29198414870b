import { judgeHeader } from './header-judge.ts';
import { ReasonCounts } from './reason-counts.ts';
import { rowJudge } from './row-judge.ts';
import { parseTime } from './time-text.ts';
import type { DataContract } from '../definition/data-contract.ts';
import type { HeaderVerdict } from './header-judge.ts';
import type { ReasonCount } from './receipt.ts';
import type { RowJudge, RowProblem } from './row-judge.ts';

/** Where judged rows go. */
export interface RowSinks {
  /** A good row: canonical values in contract order. */
  accept(values: readonly string[]): void;
  /** A bad row: what is wrong with it, with personal values masked. */
  refuse(problem: RowProblem & { readonly line: number }): void;
}

/** Verdict on a whole file. */
export interface FileVerdict {
  readonly status: 'accepted' | 'refused';
  readonly code: 'Accepted' | 'Empty' | 'HeaderOnly' | 'WrongHeader' | 'BadRows' | 'TooManyMissing' | 'TooManyRows';
  readonly reason: string;
  readonly rows: { readonly read: number; readonly accepted: number; readonly refused: number };
  readonly reasons: readonly ReasonCount[];
  readonly dropped: readonly string[];
  /**
   * Earliest and latest time of the accepted rows, seconds since 1970. Null without a time column or rows.
   */
  readonly span: { readonly from: number; readonly to: number } | null;
}

/** Judges a file row by row, in one pass and constant memory. Feed it as the consumer of a scanner. */
export class FileJudge {
  private readonly reasons: ReasonCounts;
  private readonly judge: RowJudge;
  private readonly missing: number[];
  private readonly timeIndex: number;
  private header: HeaderVerdict | undefined;
  private accepted = 0;
  private refused = 0;
  private from = Infinity;
  private to = -Infinity;

  constructor(
    private readonly contract: DataContract,
    private readonly sinks: RowSinks,
    options: { readonly latestTime?: number } = {},
  ) {
    this.reasons = new ReasonCounts(contract);
    this.judge = rowJudge(contract, options);
    this.missing = contract.columns.map(() => 0);
    this.timeIndex = contract.columns.findIndex((column) => column.name === contract.timeColumn);
  }

  /** Takes the next row of the file; the first one is the header. Blank lines are skipped. */
  readonly take = (fields: readonly string[], line: number): void => {
    if (fields.length === 1 && fields[0]!.trim() === '') return;
    if (this.header === undefined) this.header = judgeHeader(this.contract, fields);
    else if (this.header.problems.length === 0 && !this.isTooLong()) this.row(fields, line, this.header);
  };

  /** The verdict once every row was taken. */
  verdict(): FileVerdict {
    const rows = { read: this.accepted + this.refused, accepted: this.accepted, refused: this.refused };
    const found = this.refusal(rows.read);
    const { from, to } = this;
    return {
      status: found === undefined ? 'accepted' : 'refused',
      code: found?.code ?? 'Accepted',
      reason: found?.reason ?? `${rows.accepted} of ${rows.read} rows accepted`,
      rows,
      reasons: this.reasons.list(),
      dropped: this.header?.dropped ?? [],
      span: from <= to ? { from, to } : null,
    };
  }

  private isTooLong(): boolean {
    return this.accepted + this.refused > this.contract.limits.rows;
  }

  private row(fields: readonly string[], line: number, header: HeaderVerdict): void {
    if (fields.length !== header.width) {
      const message = `${fields.length} fields where the header has ${header.width}`;
      this.refuse([{ column: '', value: '', rule: 'field-count', message }], line);
      return;
    }
    const { values, problems } = this.judge.judge((index) => fields[header.positions[index]!]);
    if (values === undefined) this.refuse(problems, line);
    else this.accept(values);
  }

  private accept(values: readonly string[]): void {
    this.accepted += 1;
    for (let index = 0; index < values.length; index += 1) if (values[index] === '') this.missing[index]! += 1;
    if (this.timeIndex >= 0) {
      const time = parseTime(values[this.timeIndex]!);
      if (time < this.from) this.from = time;
      if (time > this.to) this.to = time;
    }
    this.sinks.accept(values);
  }

  private refuse(problems: readonly RowProblem[], line: number): void {
    this.refused += 1;
    for (const problem of problems) this.sinks.refuse(this.reasons.add(problem, line));
  }

  private refusal(read: number): { readonly code: FileVerdict['code']; readonly reason: string } | undefined {
    const { limits, columns } = this.contract;
    if (this.header === undefined) return { code: 'Empty', reason: 'upload a file with a header and rows: it is empty' };
    if (this.header.problems.length > 0) return { code: 'WrongHeader', reason: this.header.problems.join('; ') };
    if (read === 0) return { code: 'HeaderOnly', reason: 'upload rows: there is only a header' };
    if (this.isTooLong()) return { code: 'TooManyRows', reason: `split the file: more than ${limits.rows} rows` };
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

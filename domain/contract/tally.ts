import * as z from 'zod';
import { FileRules, FileRulesState } from './file-rules.ts';
import { ReasonCounts } from './reason-counts.ts';
import { ReasonCount } from './receipt.ts';
import type { DataContract } from '../definition/data-contract.ts';
import type { JudgedRow } from './judged-row.ts';
import type { RowProblem } from './row-judge.ts';

/** The first thing in a file that refuses the whole of it. */
const Fatal = z.object({ line: z.int(), column: z.string(), message: z.string() });

/** What was counted of some rows of a file, as it is stored. */
export const TallyState = z.object({
  accepted: z.int(),
  refused: z.int(),
  /** Missing values of accepted rows by column. */
  missing: z.array(z.int()),
  /** Earliest and latest time of accepted rows; null without. */
  span: z.object({ from: z.number(), to: z.number() }).nullable(),
  fatal: Fatal.nullable(),
  /** In the order in which they were met first. */
  reasons: z.array(ReasonCount),
  rules: FileRulesState,
});
export type TallyState = z.output<typeof TallyState>;

/**
 * Counts judged rows. Tallies of the pieces of a file, merged in their order, are that of the file, but
 * for rows and values that come in two of them.
 */
export class Tally {
  /** Rows that were accepted. */
  public accepted = 0;
  /** Rows that were refused. */
  public refused = 0;
  /** Earliest time of accepted rows, seconds since 1970; Infinity without. */
  public from = Infinity;
  /** Latest time of accepted rows, seconds since 1970; -Infinity without. */
  public to = -Infinity;
  /** The first problem that refuses the file. */
  public fatal: z.output<typeof Fatal> | undefined;
  /** Missing values of accepted rows by column. */
  public readonly missing: number[];
  /** Rules over all rows. */
  public readonly rules: FileRules;
  /** What was wrong. */
  public readonly reasons: ReasonCounts;
  private readonly timeIndex: number;

  constructor(contract: DataContract) {
    this.missing = contract.columns.map(() => 0);
    this.rules = new FileRules(contract);
    this.reasons = new ReasonCounts(contract);
    this.timeIndex = contract.columns.findIndex(({ name }) => name === contract.timeColumn);
  }

  /** How many rows there were. */
  public get read(): number {
    return this.accepted + this.refused;
  }

  /** Counts an accepted row. */
  public accept(row: JudgedRow, warnings: readonly RowProblem[], line: number): void {
    this.accepted += 1;
    for (const warning of warnings) this.reasons.add(warning, line);
    if (row.missesSome) this.countMissing(row);
    if (this.timeIndex >= 0) {
      const time = row.numbers[this.timeIndex]!;
      if (time < this.from) this.from = time;
      if (time > this.to) this.to = time;
    }
    this.rules.take(row);
  }

  /** Counts a problem of a refused row, and answers it as it may be shown. */
  public problem(problem: RowProblem, line: number): RowProblem & { readonly line: number } {
    const shown = this.reasons.add(problem, line);
    if (problem.severity === 'refuse-file') {
      this.fatal ??= { line, column: shown.column, message: shown.message };
    }
    return shown;
  }

  /** What is stored. */
  public state(): TallyState {
    const { accepted, refused, missing, from, to, fatal = null } = this;
    return {
      accepted,
      refused,
      missing: [...missing],
      span: from <= to ? { from, to } : null,
      fatal,
      reasons: [...this.reasons.entries()],
      rules: this.rules.state(),
    };
  }

  /** Adds what was counted of the rows behind. */
  public merge(state: TallyState): this {
    this.accepted += state.accepted;
    this.refused += state.refused;
    for (const [index, missing] of state.missing.entries()) this.missing[index]! += missing;
    this.from = Math.min(this.from, state.span?.from ?? Infinity);
    this.to = Math.max(this.to, state.span?.to ?? -Infinity);
    this.fatal ??= state.fatal ?? undefined;
    this.reasons.merge(state.reasons);
    this.rules.merge(state.rules);
    return this;
  }

  private countMissing(row: JudgedRow): void {
    for (let index = 0; index < row.forms.length; index += 1) {
      if (row.isMissing(index)) this.missing[index]! += 1;
    }
  }
}

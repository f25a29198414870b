import { masked } from './receipt.ts';
import type { DataContract } from '../definition/data-contract.ts';
import type { ReasonCount } from './receipt.ts';
import type { RowProblem } from './row-judge.ts';

const EXAMPLES = 3;
const EXAMPLE_LENGTH = 100;

/** Counts broken rules by rule and column, and keeps the first examples of each. */
export class ReasonCounts {
  private readonly counts = new Map<string, ReasonCount>();
  private readonly personal: ReadonlySet<string>;

  constructor(contract: DataContract) {
    const personal = contract.columns.filter((column) => column.personal);
    this.personal = new Set(personal.map((column) => column.name));
  }

  /** Counts one problem of a row and answers it as it may be shown. */
  add(problem: RowProblem, line: number): RowProblem & { readonly line: number } {
    const shown = { ...problem, line, value: this.shown(problem), message: this.message(problem) };
    const { rule, column, severity = 'refuse-row' } = problem;
    const key = keyOf({ rule, column, severity });
    const count = this.counts.get(key) ?? { rule, column, severity, rows: 0, examples: [] };
    count.rows += 1;
    if (count.examples.length < EXAMPLES) {
      count.examples.push({ line, value: shown.value, message: shown.message });
    }
    this.counts.set(key, count);
    return shown;
  }

  /** Adds what was counted of rows behind. */
  merge(counts: readonly ReasonCount[]): void {
    for (const { rows, examples, ...reason } of counts) {
      const key = keyOf(reason);
      const count = this.counts.get(key) ?? { ...reason, rows: 0, examples: [] };
      count.rows += rows;
      count.examples.push(...examples.slice(0, EXAMPLES - count.examples.length));
      this.counts.set(key, count);
    }
  }

  /** The counts in the order in which they were met first. */
  entries(): readonly ReasonCount[] {
    return [...this.counts.values()];
  }

  /** The counts, most frequent first. */
  list(): readonly ReasonCount[] {
    return [...this.counts.values()].sort((a, b) => b.rows - a.rows);
  }

  /** What is wrong, in words that do not tell a personal value. */
  private message({ column, rule, message }: RowProblem): string {
    const tells = rule === 'thousands-separator' && this.personal.has(column);
    return tells ? 'write it without separators' : message;
  }

  private shown({ column, value }: RowProblem): string {
    return this.personal.has(column) ? masked(value) : value.slice(0, EXAMPLE_LENGTH);
  }
}

function keyOf({ rule, column, severity }: Pick<ReasonCount, 'rule' | 'column' | 'severity'>): string {
  return `${rule}\n${column}\n${severity}`;
}

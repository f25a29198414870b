import { readerOf } from './fields/reader-of.ts';
import { JudgedRow } from './judged-row.ts';
import { COMPARE, withLatest, withoutRules } from './row-judge.ts';
import { judgeOf } from './value-judge.ts';
import type { Column, DataContract, RowRule, Severity } from '../definition/data-contract.ts';
import type { FieldRow } from '../tabular/field-row.ts';
import type { FieldReader } from './fields/field-reader.ts';
import type { ColumnReader } from './fields/reader-of.ts';
import type { RowJudgeOptions, RowProblem } from './row-judge.ts';
import type { ValueJudge } from './value-judge.ts';

interface ColumnJudge extends ColumnReader {
  readonly column: Column;
  /** Judges what the reader does not know, and tells what is wrong. */
  readonly judge: ValueJudge;
  /** The same by the type alone. */
  readonly judgeType: ValueJudge;
  readonly severity: Severity;
}

type RuleJudge = (row: JudgedRow) => RowProblem | undefined;

const NO_PROBLEMS: readonly RowProblem[] = [];

/**
 * Judges rows of files by a contract. Values in one of the commonest forms of their type are read from
 * their bytes; only of others a text is made, which the same judge judges as in requests.
 */
export class BytesJudge {
  /** The row that was judged last, in canonical form. */
  public readonly row: JudgedRow;
  private readonly columns: readonly ColumnJudge[];
  private readonly readers: readonly FieldReader[];
  private readonly rules: readonly RuleJudge[];

  constructor(contract: DataContract, options: RowJudgeOptions = {}) {
    this.row = new JudgedRow(contract.columns);
    this.columns = contract.columns.map((column) => columnJudge(column, contract, options));
    this.readers = this.columns.map(({ read }) => read);
    this.rules = contract.rules.map((rule) => ruleJudge(contract.columns, rule));
  }

  /** The texts that a column keeps a table of; their places are in the row. */
  public textsOf(index: number): readonly string[] | undefined {
    return this.columns[index]?.table?.texts;
  }

  /**
   * Everything that is wrong with a row. Where all of it only warns, `row` is as accepted.
   *
   * @param positions position in the file of each column of the contract, -1 for one that is absent
   */
  public judge(fields: FieldRow, positions: readonly number[]): readonly RowProblem[] {
    const { row, readers } = this;
    const { starts, ends } = row;
    const { starts: from, ends: to, escaped } = fields;
    let problems: RowProblem[] | undefined;
    row.over(fields);
    for (let index = 0; index < readers.length; index += 1) {
      const position = positions[index]!;
      const start = position < 0 ? 0 : from[position]!;
      const end = position < 0 ? 0 : to[position]!;
      starts[index] = start;
      ends[index] = end;
      if (start < end && escaped[position] === 0 && readers[index]!(row, index)) continue;
      const problem = this.other(index, start < end ? fields.text(position) : '');
      if (problem !== undefined) (problems ??= []).push(problem);
    }
    if (this.rules.length === 0 || problems?.some(refuses)) return problems ?? NO_PROBLEMS;
    for (const rule of this.rules) {
      const problem = rule(row);
      if (problem !== undefined) (problems ??= []).push(problem);
    }
    return problems ?? NO_PROBLEMS;
  }

  /** Judges what no reader has read. */
  private other(index: number, text: string): RowProblem | undefined {
    const { column } = this.columns[index]!;
    this.row.places[index] = -1;
    if (text !== '' || !(column.nullable || column.optional)) return this.text(index, text);
    this.row.miss(index);
    return undefined;
  }

  private text(index: number, text: string): RowProblem | undefined {
    const { column, judge, judgeType, severity } = this.columns[index]!;
    const judged = judge(text);
    if (typeof judged === 'string') {
      this.row.take(index, judged);
      return undefined;
    }
    const value = severity === 'refuse-row' ? judged : judgeType(text);
    const isOfType = typeof value === 'string';
    if (isOfType) this.row.take(index, value);
    return {
      column: column.name,
      value: text,
      ...judged,
      severity: isOfType ? severity : 'refuse-row',
    };
  }
}

/** Whether a problem keeps its row from being accepted. */
export function refuses({ severity }: RowProblem): boolean {
  return severity !== 'warn';
}

function columnJudge(
  column: Column,
  contract: DataContract,
  options: RowJudgeOptions,
): ColumnJudge {
  const judge = withLatest(column, contract, options);
  const latest = column.name === contract.timeColumn ? options.latestTime : undefined;
  return {
    ...readerOf(column, judge, latest),
    column,
    judge,
    judgeType: judgeOf(withoutRules(column)),
    severity: column.severity ?? 'refuse-row',
  };
}

function ruleJudge(columns: readonly Column[], rule: RowRule): RuleJudge {
  const left = columns.findIndex((column) => column.name === rule.left);
  const right = columns.findIndex((column) => column.name === rule.right);
  const [a, b] = [columns[left]?.type, columns[right]?.type];
  // Times of one type compare like their texts; a date and a timestamp do not.
  const isNumber = ['integer', 'number', 'boolean'].includes(a ?? '');
  const byNumber = isNumber || (a === b && (a === 'timestamp' || a === 'date'));
  const compare = COMPARE[rule.is];
  const message = `${rule.left} has to be ${rule.is} ${rule.right}`;
  return (row) => {
    if (left < 0 || right < 0 || row.isMissing(left) || row.isMissing(right)) return undefined;
    const holds = byNumber
      ? compare(row.numbers[left]!, row.numbers[right]!)
      : compare(row.text(left), row.text(right));
    if (holds) return undefined;
    return {
      column: rule.left,
      value: row.text(left),
      rule: 'row-rule',
      message,
      severity: rule.severity ?? 'refuse-row',
    };
  };
}

import { parseTime } from './time-text.ts';
import { judgeOf } from './value-judge.ts';
import type { Column, DataContract, RowRule, Severity } from '../definition/data-contract.ts';
import type { Refusal, ValueJudge } from './value-judge.ts';

/** One thing that is wrong with a row. */
export interface RowProblem extends Refusal {
  /** The column, or empty where the row as a whole is wrong. */
  readonly column: string;
  readonly value: string;
  /** What it does. @default - it refuses the row */
  readonly severity?: Severity;
}

/** Judges rows by a contract. Made once per file or function, then called per row. */
export interface RowJudge {
  /**
   * The canonical values in the order of the contract's columns, or everything that is wrong.
   *
   * @param valueOf text of the i-th column of the contract; undefined where the column is absent
   */
  judge(valueOf: (index: number) => string | undefined): RowVerdict;
}

/** Verdict on a row. */
export type RowVerdict =
  | { readonly values: string[]; readonly problems?: undefined }
  | { readonly values?: undefined; readonly problems: readonly RowProblem[] };

/** What depends on the moment and not on the contract. */
export interface RowJudgeOptions {
  /** Seconds since 1970 after which a row cannot have happened. @default - never */
  readonly latestTime?: number;
  /** Columns that may be absent. @default - the optional ones */
  readonly absent?: readonly string[];
}

/** Makes the judge of a contract's rows. */
export function rowJudge(contract: DataContract, options: RowJudgeOptions = {}): RowJudge {
  const { columns } = contract;
  const judges = columns.map((column) =>
    withLatest(column.severity === 'warn' ? withoutRules(column) : column, contract, options));
  const mayBeAbsent = columns.map(({ name, optional }) => optional || (options.absent ?? []).includes(name));
  const rules = contract.rules
    .filter(({ severity }) => severity !== 'warn')
    .map((rule) => ruleJudge(columns, rule));
  return {
    judge(valueOf) {
      const values: string[] = new Array<string>(columns.length);
      let problems: RowProblem[] | undefined;
      for (let index = 0; index < columns.length; index += 1) {
        const text = valueOf(index);
        const judged = (text === undefined || text === '') && mayBeAbsent[index] ? '' : judges[index]!(text ?? '');
        if (typeof judged === 'string') values[index] = judged;
        else (problems ??= []).push({ column: columns[index]!.name, value: text ?? '', ...judged });
      }
      if (problems === undefined) {
        for (const rule of rules) {
          const problem = rule(values);
          if (problem !== undefined) (problems ??= []).push(problem);
        }
      }
      return problems === undefined ? { values } : { problems };
    },
  };
}

/** The column without what its severity is about: it still has its type. */
export function withoutRules(column: Column): Column {
  return { ...column, range: undefined, set: undefined, pattern: undefined };
}

/** The judge of a column that also refuses what has not happened yet in the contract's time column. */
export function withLatest(
  column: Column, contract: DataContract, { latestTime }: RowJudgeOptions,
): ValueJudge {
  const judge = judgeOf(column);
  if (latestTime === undefined || column.name !== contract.timeColumn) return judge;
  return (text) => {
    const judged = judge(text);
    const future = typeof judged === 'string' && parseTime(judged) > latestTime;
    return future ? { rule: 'future', message: 'has not happened yet' } : judged;
  };
}

/** How two values of a row are compared. */
export const COMPARE: Readonly<
  Record<RowRule['is'], (a: number | string, b: number | string) => boolean>
> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
};

type WholeRowJudge = (values: readonly string[]) => RowProblem | undefined;

function ruleJudge(columns: readonly Column[], rule: RowRule): WholeRowJudge {
  const left = columns.findIndex((column) => column.name === rule.left);
  const right = columns.findIndex((column) => column.name === rule.right);
  const isNumber = ['integer', 'number', 'boolean'].includes(columns[left]?.type ?? '');
  const message = `${rule.left} has to be ${rule.is} ${rule.right}`;
  return (values) => {
    const [a, b] = [values[left] ?? '', values[right] ?? ''];
    // Canonical times have one length, so their text compares like the times themselves.
    const holds = a === '' || b === '' || COMPARE[rule.is](isNumber ? Number(a) : a, isNumber ? Number(b) : b);
    return holds ? undefined : { column: rule.left, value: a, rule: 'row-rule', message };
  };
}

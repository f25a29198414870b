import { targetColumns } from '../definition/model-definition.ts';
import { rowJudge } from '../contract/row-judge.ts';
import type { RowProblem } from '../contract/row-judge.ts';
import type { ServingBundle } from '../features/bundle.ts';

/** A row of a request that can be asked about. */
export interface AskedRow {
  /** Its place in the request. */
  readonly index: number;
  /** Canonical values in the order of the contract's columns; empty for the target. */
  readonly values: readonly string[];
}

/** Why a row of a request was refused. */
export type RefusedRow = RowProblem & { readonly row: number };

/** Rows of a request, the good and the bad. */
export interface ReadRequest {
  readonly asked: readonly AskedRow[];
  readonly refused: readonly RefusedRow[];
}

/** Makes the reader of a version's requests: rows are judged by its contract, the target left out. */
export function requestReader(
  { contract, target }: Pick<ServingBundle, 'contract' | 'target'>,
): (rows: readonly Readonly<Record<string, unknown>>[]) => ReadRequest {
  const targets = targetColumns({ target });
  const judge = rowJudge(contract, { absent: targets });
  const names = contract.columns.map(({ name }) => (targets.includes(name) ? undefined : name));
  return (rows) => {
    const asked: AskedRow[] = [];
    const refused: RefusedRow[] = [];
    for (const [index, row] of rows.entries()) {
      const { values, problems } = judge.judge((column) => {
        const name = names[column];
        return name === undefined || !Object.hasOwn(row, name) ? undefined : textOf(row[name]);
      });
      if (values !== undefined) asked.push({ index, values });
      else for (const problem of problems) refused.push({ row: index, ...problem });
    }
    return { asked, refused };
  };
}

/** The text that a JSON value would have had in a CSV file. */
function textOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

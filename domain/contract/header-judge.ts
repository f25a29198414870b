import type { DataContract } from '../definition/data-contract.ts';

/** What a header says: where each column of the contract is in a row, or why the file cannot be read. */
export interface HeaderVerdict {
  /** Position in the file of each column of the contract, -1 for an optional one that is absent. */
  readonly positions: readonly number[];
  /** How many fields a row has to have. */
  readonly width: number;
  /** Columns of the file that the contract does not know and drops. */
  readonly dropped: readonly string[];
  /** Why the file is refused; empty when it is not. */
  readonly problems: readonly string[];
}

/** Judges the first row of a file. The order of columns is free; blanks around names are ignored. */
export function judgeHeader(contract: DataContract, header: readonly string[]): HeaderVerdict {
  const names = header.map((name) => name.trim());
  const known = new Set(contract.columns.map((column) => column.name));
  const extra = names.filter((name) => !known.has(name));
  const missing = contract.columns.filter((column) => !column.optional && !names.includes(column.name));
  const twice = [...new Set(names.filter((name, index) => known.has(name) && names.indexOf(name) !== index))];
  const problems: string[] = [];
  if (missing.length > 0) problems.push(`add the missing ${list(missing.map(({ name }) => name))}`);
  if (twice.length > 0) problems.push(`name each column once, twice there is ${list(twice)}`);
  if (contract.otherColumns === 'refuse' && extra.length > 0) problems.push(`remove the unknown ${list(extra)}`);
  return {
    positions: contract.columns.map((column) => names.indexOf(column.name)),
    width: names.length,
    dropped: extra,
    problems,
  };
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 10).map((name) => `'${name}'`).join(', ');
  return `${names.length === 1 ? 'column' : 'columns'} ${shown}${names.length > 10 ? ', ...' : ''}`;
}

import { FileJudge } from '../../../domain/contract/file-judge.ts';
import { DataContract } from '../../../domain/definition/data-contract.ts';
import { ByteScanner } from '../../../domain/tabular/byte-scanner.ts';
import { csvLine } from '../../../domain/tabular/csv-writer.ts';
import { encodeUtf8 } from '../../../domain/tabular/utf8.ts';
import { EXPECTATIONS } from './expectations.ts';
import type { Data } from './expectations.ts';

/** A case of Great Expectations' own tests. */
export interface Case {
  readonly id: string;
  readonly expectation: string;
  readonly data: Data;
  readonly in?: Readonly<Record<string, unknown>>;
  readonly out?: { readonly success?: boolean };
  readonly suppress_for?: unknown;
  readonly only_for?: unknown;
}

/** What became of a case. */
export type Outcome =
  | { readonly is: 'passed' }
  | { readonly is: 'failed'; readonly why: string }
  | { readonly is: 'not offered'; readonly why: string };

/** Judges the data of a case by a contract that says the same; null where the case says nothing. */
export function outcomeOf({ expectation, data, in: args, out, ...rest }: Case): Outcome | null {
  const wanted = out?.success;
  if (
    wanted === undefined ||
    args === undefined ||
    rest.suppress_for !== undefined ||
    rest.only_for !== undefined
  )
    return null;
  const said = EXPECTATIONS[expectation]?.(args, data) ?? 'nobody has thought of it';
  if (typeof said === 'string') return { is: 'not offered', why: said };
  const contract = DataContract.parse(said);
  const judge = new FileJudge(contract, { accept: () => undefined, refuse: () => undefined });
  const scanner = new ByteScanner(judge.take);
  scanner.push(encodeUtf8(csvOf(data, contract)));
  scanner.end();
  const { status, reason } = judge.verdict();
  return (status === 'accepted') === wanted
    ? { is: 'passed' }
    : { is: 'failed', why: `${wanted ? 'good' : 'bad'}, but ${reason}` };
}

/** The data as a file; its rows are numbered, so that none is blank, unless they are compared as a whole. */
function csvOf(data: Data, contract: DataContract): string {
  const names = Object.keys(data);
  const isNumbered = contract.columns.some(({ name }) => name === '(row)');
  const count = Math.max(0, ...names.map((name) => data[name]!.length));
  const row = (index: number): string =>
    csvLine([
      ...(isNumbered ? [String(index)] : []),
      ...names.map((name) => String(data[name]![index] ?? '')),
    ]);
  const lines = Array.from({ length: count }, (_, index) => row(index));
  return `${[csvLine([...(isNumbered ? ['(row)'] : []), ...names]), ...lines].join('\n')}\n`;
}

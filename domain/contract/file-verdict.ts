import type { DataContract } from '../definition/data-contract.ts';
import type { HeaderVerdict } from './header-judge.ts';
import type { ReasonCount } from './receipt.ts';
import type { Tally } from './tally.ts';

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

/** What a verdict is made of besides the contract. */
export interface Counted {
  readonly tally: Tally;
  /** What the header said. @default - there was none: the file is empty */
  readonly header: HeaderVerdict | undefined;
  /** Seconds since 1970 at which the file is judged. @default - rules of freshness are not judged */
  readonly now?: number | undefined;
}

/** The verdict on a file once all its rows were counted. */
export function fileVerdict(contract: DataContract, counted: Counted): FileVerdict {
  const { tally, header, now } = counted;
  const { accepted, refused, read, from, to } = tally;
  const broken = tally.rules.broken({ rows: accepted, newest: to, now });
  const fatal = broken.find(({ severity }) => severity === 'refuse-file');
  const found = refusal(contract, counted)
    ?? (fatal && { code: 'FileRuleBroken' as const, reason: fatal.message });
  return {
    status: found === undefined ? 'accepted' : 'refused',
    code: found?.code ?? 'Accepted',
    reason: found?.reason ?? `${accepted} of ${read} rows accepted`,
    rows: { read, accepted, refused },
    reasons: tally.reasons.list(),
    dropped: header?.dropped ?? [],
    warnings: broken.filter(({ severity }) => severity === 'warn').map(({ message }) => message),
    span: from <= to ? { from, to } : null,
  };
}

/** Whether rows were read beyond what the contract allows. */
export function isTooLong({ limits }: DataContract, { read }: Tally): boolean {
  return read > limits.rows;
}

interface Refusal {
  readonly code: FileVerdict['code'];
  readonly reason: string;
}

function refusal(contract: DataContract, { tally, header }: Counted): Refusal | undefined {
  const { limits } = contract;
  const { read, fatal } = tally;
  if (header === undefined) return { code: 'Empty', reason: 'upload a file with a header and rows: it is empty' };
  if (header.problems.length > 0) return { code: 'WrongHeader', reason: header.problems.join('; ') };
  if (read === 0) return { code: 'HeaderOnly', reason: 'upload rows: there is only a header' };
  if (isTooLong(contract, tally)) return { code: 'TooManyRows', reason: `split the file: more than ${limits.rows} rows` };
  if (fatal !== undefined) {
    const { line, column, message } = fatal;
    return { code: 'RuleBroken', reason: `correct column '${column}' of line ${line}: ${message}` };
  }
  const share = tally.refused / read;
  if (share > limits.badRowShare) {
    const reason = `correct the file: ${percent(share)} of its rows are bad, ${percent(limits.badRowShare)} are tolerated`;
    return { code: 'BadRows', reason };
  }
  return sparseColumn(contract, tally);
}

function sparseColumn({ columns }: DataContract, { missing, accepted }: Tally): Refusal | undefined {
  const sparse = columns.findIndex((column, index) =>
    missing[index]! / Math.max(accepted, 1) > (column.maxMissingShare ?? 1));
  if (sparse < 0) return undefined;
  const { name, maxMissingShare = 1 } = columns[sparse]!;
  const found = percent(missing[sparse]! / accepted);
  return { code: 'TooManyMissing', reason: `fill column '${name}': ${found} empty, ${percent(maxMissingShare)} tolerated` };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

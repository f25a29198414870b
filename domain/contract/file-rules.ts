import { ByteHash } from '../hashing/byte-hash.ts';
import { SeenHashes } from '../hashing/seen-hashes.ts';
import { Moments } from '../profile/moments.ts';
import { hashRow } from './value-hash.ts';
import type { DataContract, FileRule } from '../definition/data-contract.ts';
import type { JudgedRow } from './judged-row.ts';

/** A rule over a file that does not hold. */
export interface BrokenFileRule {
  readonly kind: FileRule['kind'];
  readonly severity: 'refuse-file' | 'warn';
  readonly message: string;
}

/** What is known of the accepted rows beside what rules count themselves. */
export interface FileFacts {
  readonly rows: number;
  /** Time of the newest row in seconds since 1970; -Infinity without one. */
  readonly newest: number;
  /** Seconds since 1970 at which the file is judged. @default - freshness is not judged */
  readonly now?: number;
}

interface RuleCheck {
  take?(row: JudgedRow): void;
  /** What does not hold and what to do; undefined where the rule holds. */
  problem(facts: FileFacts): string | undefined;
}

/** Judges the rules over all rows of a file. Duplicates take 12 bytes of memory a row, others none. */
export class FileRules {
  private readonly checks: readonly (RuleCheck & { readonly rule: FileRule })[];

  constructor(contract: DataContract) {
    this.checks = (contract.fileRules ?? []).map((rule) => ({ rule, ...checkOf(rule, contract) }));
  }

  /** Takes an accepted row. */
  public take(row: JudgedRow): void {
    for (const check of this.checks) check.take?.(row);
  }

  /** The rules that do not hold. */
  public broken(facts: FileFacts): readonly BrokenFileRule[] {
    return this.checks.flatMap(({ rule: { kind, severity = 'refuse-file' }, ...check }) => {
      const message = check.problem(facts);
      return message === undefined ? [] : [{ kind, severity, message }];
    });
  }
}

function checkOf(rule: FileRule, contract: DataContract): RuleCheck {
  switch (rule.kind) {
    case 'rows':
      return rowsCheck(rule);
    case 'duplicates':
      return duplicatesCheck(rule);
    case 'freshness':
      return freshnessCheck(rule);
    default:
      return statisticCheck(
        rule,
        contract.columns.findIndex(({ name }) => name === rule.column),
      );
  }
}

type RuleOf<Kind extends FileRule['kind']> = Extract<FileRule, { readonly kind: Kind }>;

function rowsCheck({ min = 0, max = Infinity }: RuleOf<'rows'>): RuleCheck {
  return {
    problem: ({ rows }) => {
      if (rows < min) return `upload at least ${min} good rows: there are ${rows}`;
      return rows > max ? `upload at most ${max} rows: there are ${rows}` : undefined;
    },
  };
}

function duplicatesCheck({ maxShare }: RuleOf<'duplicates'>): RuleCheck {
  const [hash, seen] = [new ByteHash(), new SeenHashes()];
  let repeated = 0;
  return {
    take: (row) => {
      hashRow(row, hash);
      if (seen.meet(hash.low, hash.high)) repeated += 1;
    },
    problem: ({ rows }) => {
      if (repeated <= maxShare * rows) return undefined;
      return `remove rows that repeat others: ${percent(repeated / rows)} do, ${percent(maxShare)} are tolerated`;
    },
  };
}

type StatisticRule = Extract<FileRule, { readonly column: string }>;

/** What rules over a column's numbers are about, each by its name in messages. */
const STATISTICS: Readonly<
  Record<StatisticRule['kind'], readonly [name: string, of: (moments: Moments) => number]>
> = {
  mean: ['mean', ({ mean }) => mean],
  sum: ['sum', ({ sum }) => sum],
  'standard-deviation': ['standard deviation', ({ variance }) => Math.sqrt(variance)],
  minimum: ['smallest number', ({ smallest }) => smallest],
  maximum: ['largest number', ({ largest }) => largest],
};

function statisticCheck(
  { kind, column, min = -Infinity, max = Infinity }: StatisticRule,
  index: number,
): RuleCheck {
  const moments = new Moments();
  return {
    take: (row) => {
      const value = row.numbers[index]!;
      if (!Number.isNaN(value)) moments.add(value);
    },
    problem: () => {
      const [name, of] = STATISTICS[kind];
      const value = of(moments);
      const what = `look at column '${column}': its ${name} ${value}`;
      if (value < min) return `${what} is below ${min}`;
      return value > max ? `${what} is above ${max}` : undefined;
    },
  };
}

function freshnessCheck({ maxAgeHours }: RuleOf<'freshness'>): RuleCheck {
  return {
    problem: ({ newest, now }) => {
      if (now === undefined || newest === -Infinity) return undefined;
      const hours = (now - newest) / 3600;
      const advice = `upload newer rows: the newest is ${hours.toFixed(1)} hours old`;
      return hours > maxAgeHours ? `${advice}, ${maxAgeHours} are tolerated` : undefined;
    },
  };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

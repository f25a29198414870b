import * as z from 'zod';
import { ByteHash } from '../hashing/byte-hash.ts';
import { SeenHashes } from '../hashing/seen-hashes.ts';
import { Moments, MomentsState } from '../profile/moments.ts';
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

/** What rules have counted, as it is stored. */
export const FileRulesState = z.object({
  /** Numbers of the column that each rule is about; null for rules about none. */
  moments: z.array(MomentsState.nullable()),
  /** Rows that repeat an earlier one. */
  repeated: z.int(),
});
export type FileRulesState = z.output<typeof FileRulesState>;

interface RuleCheck {
  take?(row: JudgedRow): void;
  /** What it counts itself, if that is numbers of a column. */
  readonly moments?: Moments;
  /** What does not hold and what to do; undefined where the rule holds. */
  problem(facts: FileFacts): string | undefined;
}

/** Judges the rules over all rows of a file. Duplicates take 12 bytes of memory a row, others none. */
export class FileRules {
  private readonly checks: readonly (RuleCheck & { readonly rule: FileRule })[];
  private readonly repeats: RepeatedRows | undefined;

  constructor(contract: DataContract) {
    const rules = contract.fileRules ?? [];
    const repeats = new RepeatedRows();
    this.checks = rules.map((rule) => ({ rule, ...checkOf(rule, contract, repeats) }));
    this.repeats = rules.some(({ kind }) => kind === 'duplicates') ? repeats : undefined;
  }

  /** Takes an accepted row. */
  public take(row: JudgedRow): void {
    for (const check of this.checks) check.take?.(row);
    this.repeats?.take(row);
  }

  /** Hashes of the rows that were taken, where a rule asks for rows that repeat others. */
  public get hashes(): SeenHashes | undefined {
    return this.repeats?.seen;
  }

  /** What is stored. */
  public state(): FileRulesState {
    const moments = this.checks.map((check) => check.moments?.state() ?? null);
    return { moments, repeated: this.repeats?.count ?? 0 };
  }

  /** Adds what was counted elsewhere; rows that repeat rows from there are not among the repeated. */
  public merge({ moments, repeated }: FileRulesState): void {
    for (const [index, state] of moments.entries()) {
      if (state !== null) this.checks[index]?.moments?.merge(Moments.of(state));
    }
    this.addRepeated(repeated);
  }

  /** Says that so many more rows repeat others. */
  public addRepeated(rows: number): void {
    if (this.repeats !== undefined) this.repeats.count += rows;
  }

  /** The rules that do not hold. */
  public broken(facts: FileFacts): readonly BrokenFileRule[] {
    return this.checks.flatMap(({ rule: { kind, severity = 'refuse-file' }, ...check }) => {
      const message = check.problem(facts);
      return message === undefined ? [] : [{ kind, severity, message }];
    });
  }
}

/** Counts rows that repeat an earlier one. */
class RepeatedRows {
  public readonly seen = new SeenHashes();
  public count = 0;
  private readonly hash = new ByteHash();

  public take(row: JudgedRow): void {
    const { hash, seen } = this;
    hashRow(row, hash);
    if (seen.meet(hash.low, hash.high)) this.count += 1;
  }
}

function checkOf(rule: FileRule, contract: DataContract, repeats: RepeatedRows): RuleCheck {
  switch (rule.kind) {
    case 'rows':
      return rowsCheck(rule);
    case 'duplicates':
      return duplicatesCheck(rule, repeats);
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

function duplicatesCheck({ maxShare }: RuleOf<'duplicates'>, repeats: RepeatedRows): RuleCheck {
  return {
    problem: ({ rows }) => {
      const repeated = repeats.count;
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
    moments,
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

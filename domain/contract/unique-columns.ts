import { ByteHash } from '../hashing/byte-hash.ts';
import { SeenHashes } from '../hashing/seen-hashes.ts';
import { hashValue } from './value-hash.ts';
import type { DataContract } from '../definition/data-contract.ts';
import type { JudgedRow } from './judged-row.ts';
import type { RowProblem } from './row-judge.ts';

const NONE: readonly RowProblem[] = [];

/** Finds values that came before, in columns where each may come once. */
export class UniqueColumns {
  private readonly hash = new ByteHash();
  private readonly columns: readonly UniqueColumn[];

  constructor({ columns }: DataContract) {
    this.columns = columns.flatMap(({ name, unique, severity = 'refuse-row' }, index) =>
      unique === true ? [{ name, index, severity, seen: new SeenHashes() }] : [],
    );
  }

  /** Hashes of the values that were met, by the place of their column in the contract. */
  public hashes(): ReadonlyMap<number, SeenHashes> {
    return new Map(this.columns.map(({ index, seen }) => [index, seen]));
  }

  /** The values of a good row that came before; those that did not are remembered. */
  public meet(row: JudgedRow): readonly RowProblem[] {
    let problems: RowProblem[] | undefined;
    for (const { name, index, severity, seen } of this.columns) {
      if (row.isMissing(index)) continue;
      hashValue(row, index, this.hash);
      if (!seen.meet(this.hash.low, this.hash.high)) continue;
      const message = 'comes more than once';
      (problems ??= []).push({
        column: name,
        value: row.text(index),
        rule: 'unique',
        message,
        severity,
      });
    }
    return problems ?? NONE;
  }
}

interface UniqueColumn {
  readonly name: string;
  readonly index: number;
  readonly severity: NonNullable<RowProblem['severity']>;
  readonly seen: SeenHashes;
}

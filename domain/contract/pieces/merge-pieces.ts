import { ColumnProfile } from '../../profile/column-profile.ts';
import { fileVerdict } from '../file-verdict.ts';
import { judgeHeader } from '../header-judge.ts';
import { withFault } from '../judge-file.ts';
import { Tally } from '../tally.ts';
import type { DataContract } from '../../definition/data-contract.ts';
import type { StoredProfile } from '../../profile/stored-profile.ts';
import type { FileFault } from '../file-fault.ts';
import type { SentFileVerdict } from '../judge-file.ts';
import type { FileLayout } from './file-layout.ts';
import type { PieceVerdict } from './judge-piece.ts';

/** Which pieces of a file count: rows behind what cannot be read, or behind the most there may be, do not. */
export interface CountedPieces {
  /** How many pieces count. */
  readonly count: number;
  /** Rows of the last of them that count. @default - all */
  readonly most?: number | undefined;
  /** Why the file cannot be read to its end. @default - it can */
  readonly fault?: FileFault | undefined;
}

/** What is asked of a piece to know which count. */
export type PieceExtent = Pick<PieceVerdict, 'fault'> & { readonly rows: number };

/** Finds which pieces count, as if they had been read one after the other. */
export function countedPieces(
  extents: readonly PieceExtent[],
  { limits }: DataContract,
  { format }: Pick<FileLayout, 'format'>,
): CountedPieces {
  let before = 0;
  for (const [index, { rows, fault }] of extents.entries()) {
    const most = limits.rows + 1 - before;
    if (rows >= most) {
      // Text is read to its end even so, and may turn out to be none; of Parquet, no more is read.
      const behind = format === 'parquet' ? [] : extents.slice(index);
      const found = behind.find((extent) => extent.fault !== null)?.fault ?? undefined;
      return { count: index + 1, most: rows > most ? most : undefined, fault: found };
    }
    if (fault !== null) return { count: index + 1, fault };
    before += rows;
  }
  return { count: extents.length };
}

/** Merges the verdicts on the pieces of a file, one after the other in their order. */
export class PieceMerger {
  /** What the accepted rows are like, by column of the contract. */
  public readonly profiles: readonly ColumnProfile[];
  private readonly tally: Tally;

  constructor(private readonly contract: DataContract) {
    this.tally = new Tally(contract);
    this.profiles = contract.columns.map((column) => new ColumnProfile(column));
  }

  /** Takes the verdict on the next piece, and what its accepted rows are like. */
  public take({ tally }: PieceVerdict, { columns }: StoredProfile): void {
    this.tally.merge(tally);
    for (const [index, state] of columns.entries()) {
      const profile = this.profiles[index]!;
      profile.merge(ColumnProfile.of(profile.column, state));
    }
  }

  /** The verdict on the file. */
  public verdict(about: AboutFile): SentFileVerdict {
    const { contract, tally } = this;
    const { layout, now, repeated = 0, fault } = about;
    tally.rules.addRepeated(repeated);
    const names = layout?.names ?? null;
    const header = names === null ? undefined : judgeHeader(contract, names);
    return withFault(fileVerdict(contract, { tally, header, now: now.getTime() / 1000 }), fault);
  }
}

/** What of a file is in none of its pieces. */
export interface AboutFile {
  /** @default - its beginning could not be read */
  readonly layout?: FileLayout | undefined;
  readonly now: Date;
  /** Rows that repeat a row of an earlier piece. @default - none does */
  readonly repeated?: number;
  /** Why it cannot be read to its end. @default - it can */
  readonly fault?: FileFault | undefined;
}

import type { JudgedRow } from '../contract/judged-row.ts';

/** How values of a page are written (apache/parquet-format, parquet.thrift). */
export const Encoding = { plain: 0, rle: 3, delta: 5, dictionary: 8 } as const;
export type Encoding = (typeof Encoding)[keyof typeof Encoding];

/** Row groups of fewer rows are written plainly: the rest takes a young function longer than it saves. */
export const FEW_ROWS = 1 << 14;

/** The texts of one column of a row group, as they are collected. */
export interface TextValues {
  /** Takes the value of a row, which is there. */
  take(row: JudgedRow): void;
  /** Bytes that are held, as far as they may be many. */
  readonly held: number;
  /** Writes what was taken, and forgets it. */
  flush(): WrittenValues;
}

/** Values after which it is asked whether a dictionary is worth it, and how many may differ then. */
export const DICTIONARY_TRIAL = { values: 1 << 12, different: (15 << 12) >> 4 } as const;

/** Different values that a dictionary may have: those of a group that agrees with the trial. */
export const MOST_DIFFERENT = 1 << 15;

/** The values of a column of a row group, written. The bytes are there until more values are taken. */
export interface WrittenValues {
  readonly encoding: Encoding;
  readonly values: Uint8Array;
  /** Bytes by which it is told whether to pack the column. @default - it is not: nothing would be saved */
  readonly sample?: Uint8Array;
  readonly dictionary?: { readonly values: Uint8Array; readonly count: number };
  /** Smallest and largest, plainly encoded. */
  readonly extremes?: { readonly min: Uint8Array; readonly max: Uint8Array };
}

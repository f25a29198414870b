import type { JudgedRow } from '../contract/judged-row.ts';

/** How values of a page are written (apache/parquet-format, parquet.thrift). */
export const Encoding = { plain: 0, rle: 3, dictionary: 8 } as const;
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

/** The values of a column of a row group, written. */
export interface WrittenValues {
  readonly encoding: Encoding;
  readonly values: Uint8Array;
  readonly dictionary?: { readonly values: Uint8Array; readonly count: number };
  /** Smallest and largest, plainly encoded. */
  readonly extremes?: { readonly min: Uint8Array; readonly max: Uint8Array };
}

import type * as z from 'zod';
import type { Column } from '../definition/data-contract.ts';

/** A column as it is written in a contract. */
export type ColumnInput = z.input<typeof Column>;

/** Something that a contract of ours does not say. */
export interface Unsaid {
  /** Where it stands in what was imported. */
  readonly path: string;
  readonly why: string;
}

/** The part of a contract that something else says, and what of it no contract can say. */
export interface ImportedContract {
  readonly columns: readonly ColumnInput[];
  /** @default - unknown columns are dropped */
  readonly otherColumns?: 'refuse';
  readonly unsaid: readonly Unsaid[];
}

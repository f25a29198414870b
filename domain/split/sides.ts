import { unitHash } from '../hashing/sha256.ts';
import { csvLine } from '../tabular/csv-writer.ts';
import type { DataContract } from '../definition/data-contract.ts';
import type { ModelDefinition } from '../definition/model-definition.ts';

/** What a row is used for, for ever and in every run. */
export type Side = 'train' | 'validation' | 'holdout';

/** Shares of the sides that are not trained on. */
export interface Shares {
  readonly holdout: number;
  readonly validation: number;
}

/**
 * The text by which a row is known: its canonical values but for optional columns, so that a row which
 * comes back with its ground truth is the row that was uploaded with everything.
 */
export function rowIdentity(contract: DataContract): (values: readonly string[]) => string {
  const kept = contract.columns.flatMap((column, index) => (column.optional ? [] : [index]));
  return (values) => csvLine(kept.map((index) => values[index]!));
}

/**
 * The text that decides about the side of a row: that of its group, where groups are kept together, else
 * that by which the row itself is known.
 */
export function sideKey(
  { contract, split }: Pick<ModelDefinition, 'contract' | 'split'>,
): (values: readonly string[]) => string {
  if (split === undefined) return rowIdentity(contract);
  const at = contract.columns.findIndex(({ name }) => name === split.column);
  return (values) => values[at] ?? '';
}

/**
 * The side of a row: its hash is a number in [0, 1); below the holdout's share it is holdout, the next
 * share validates, the rest trains.
 */
export function sideOf(identity: string, shares: Shares): Side {
  const place = unitHash(identity);
  if (place < shares.holdout) return 'holdout';
  return place < shares.holdout + shares.validation ? 'validation' : 'train';
}

import * as z from 'zod';
import { ColumnProfile, ColumnProfileState } from './column-profile.ts';
import type { Column, DataContract } from '../definition/data-contract.ts';

/** The profile of an upload's accepted rows, or of a dataset version, as it is stored. */
export const StoredProfile = z.object({
  rows: z.int(),
  columns: z.array(ColumnProfileState),
});
export type StoredProfile = z.output<typeof StoredProfile>;

/** What is stored of the profiles of columns. */
export function storedProfile(profiles: readonly ColumnProfile[]): StoredProfile {
  return { rows: profiles[0]?.rows ?? 0, columns: profiles.map((profile) => profile.state()) };
}

/**
 * The profile of all rows of several uploads: the same whatever their order, but for rare values of
 * columns with more than 512. A column that an upload did not have counts as missing there.
 */
export function mergeProfiles(
  { columns }: Pick<DataContract, 'columns'>,
  stored: readonly StoredProfile[],
): StoredProfile {
  return storedProfile(columns.map((column) => merged(column, stored)));
}

function merged(column: Column, stored: readonly StoredProfile[]): ColumnProfile {
  const whole = new ColumnProfile(column);
  for (const { rows, columns } of stored) {
    const state = columns.find(({ name }) => name === column.name);
    if (state === undefined) {
      whole.rows += rows;
      whole.missing += rows;
    } else {
      whole.merge(ColumnProfile.of(column, state));
    }
  }
  return whole;
}

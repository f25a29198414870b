import type { Cloud } from '../../kernel/index.ts';
import { noSuchEntity } from './users.ts';

/** A row of the keys' table, without what it signs with. */
export interface KeyRow {
  readonly id: string;
  readonly status: string;
  readonly created: number;
}

/** The keys of a user, the oldest first. */
export function keysOf(user: string, cloud: Cloud): readonly KeyRow[] {
  return cloud.db.all<KeyRow>(
    'SELECT id, status, created FROM iam_access_keys WHERE user = ? ORDER BY created, id',
    user,
  );
}

/** NoSuchEntity for a key that its user has not. */
export function noSuchKey(id: string) {
  return noSuchEntity(`The Access Key with id ${id} cannot be found.`);
}

import { action } from '../../../kernel/index.ts';
import { asUser } from '../users.ts';
import type { UserRow } from '../users.ts';

/** Input of ListUsers. */
export interface ListUsersInput {
  readonly PathPrefix?: string;
  readonly Marker?: string;
  readonly MaxItems?: number;
}

/** ListUsers: by name, paged by the last name seen. */
export const listUsers = action(
  'ListUsers',
  ({ PathPrefix = '/' }: ListUsersInput, { cloud }) => [
    { action: 'iam:ListUsers', resource: `arn:aws:iam::${cloud.accountId}:user${PathPrefix}` },
  ],
  (input: ListUsersInput, { cloud }) => {
    const limit = input.MaxItems ?? 100;
    const prefix = input.PathPrefix ?? '/';
    const rows = cloud.db.all<UserRow>(
      'SELECT * FROM iam_users WHERE name > ? AND substr(path, 1, ?) = ? ORDER BY name LIMIT ?',
      input.Marker ?? '',
      prefix.length,
      prefix,
      limit + 1,
    );
    const page = rows.slice(0, limit);
    const more = rows.length > limit;
    return {
      Users: page.map(asUser),
      IsTruncated: more,
      Marker: more ? page.at(-1)!.name : undefined,
    };
  },
);

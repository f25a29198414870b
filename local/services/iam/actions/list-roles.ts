import { action } from '../../../kernel/index.ts';
import { asRole } from '../roles.ts';
import type { RoleRow } from '../roles.ts';

/** Input of ListRoles. */
export interface ListRolesInput {
  readonly PathPrefix?: string;
  readonly Marker?: string;
  readonly MaxItems?: number;
}

/** ListRoles: by name, paged by the last name seen. */
export const listRoles = action(
  'ListRoles',
  () => [{ action: 'iam:ListRoles', resource: '*' }],
  (input: ListRolesInput, { cloud }) => {
    const limit = input.MaxItems ?? 100;
    const rows = cloud.db.all<RoleRow>(
      "SELECT * FROM iam_roles WHERE name > ? AND path LIKE ? || '%' ORDER BY name LIMIT ?",
      input.Marker ?? '',
      input.PathPrefix ?? '/',
      limit + 1,
    );
    const page = rows.slice(0, limit);
    const more = rows.length > limit;
    return {
      Roles: page.map(asRole),
      IsTruncated: more,
      Marker: more ? page.at(-1)!.name : undefined,
    };
  },
);

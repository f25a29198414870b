import { action } from '../../../kernel/index.ts';
import { onRole, roleNamed } from '../roles.ts';

/**
 * ListRolePolicies: the names of a role's inline policies; a role has few, so there is one page.
 */
export const listRolePolicies = action(
  'ListRolePolicies',
  onRole('ListRolePolicies'),
  ({ RoleName }: { readonly RoleName: string }, context) => {
    roleNamed(RoleName, context);
    const rows = context.cloud.db.all<{ name: string }>(
      'SELECT name FROM iam_role_policies WHERE role = ? ORDER BY name',
      RoleName,
    );
    return { PolicyNames: rows.map(({ name }) => name), IsTruncated: false };
  },
);

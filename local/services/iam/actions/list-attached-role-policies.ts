import { action } from '../../../kernel/index.ts';
import { onRole, roleNamed } from '../roles.ts';

/** ListAttachedRolePolicies: at most ten a role, so there is one page. */
export const listAttachedRolePolicies = action(
  'ListAttachedRolePolicies',
  onRole('ListAttachedRolePolicies'),
  ({ RoleName }: { readonly RoleName: string }, context) => {
    roleNamed(RoleName, context);
    const rows = context.cloud.db.all<{ arn: string; name: string }>(
      'SELECT p.arn, p.name FROM iam_attached a JOIN iam_policies p ON p.arn = a.arn WHERE a.role = ? ORDER BY p.name',
      RoleName,
    );
    return {
      AttachedPolicies: rows.map(({ arn, name }) => ({ PolicyArn: arn, PolicyName: name })),
      IsTruncated: false,
    };
  },
);

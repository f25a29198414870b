import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { onRole, roleNamed } from '../roles.ts';

/** DeleteRole. AWS refuses while policies are attached; so do we. */
export const deleteRole = action(
  'DeleteRole',
  onRole('DeleteRole'),
  ({ RoleName }: { readonly RoleName: string }, context) => {
    roleNamed(RoleName, context);
    const { db } = context.cloud;
    const left = db.get<{ n: number }>(
      'SELECT (SELECT count(*) FROM iam_role_policies WHERE role = ?) + (SELECT count(*) FROM iam_attached WHERE role = ?) AS n',
      RoleName,
      RoleName,
    )!.n;
    if (left > 0)
      throw new AwsError('DeleteConflict', 'Cannot delete entity, must delete policies first.', {
        status: 409,
      });
    db.run('DELETE FROM iam_roles WHERE name = ?', RoleName);
    context.cloud.forgetPolicies();
    return {};
  },
);

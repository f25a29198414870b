import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { onRole } from '../roles.ts';

/** DeleteRolePolicy. */
export const deleteRolePolicy = action(
  'DeleteRolePolicy',
  onRole('DeleteRolePolicy'),
  (input: { readonly RoleName: string; readonly PolicyName: string }, { cloud }) => {
    const gone = cloud.db.run(
      'DELETE FROM iam_role_policies WHERE role = ? AND name = ?',
      input.RoleName,
      input.PolicyName,
    );
    if (gone === 0)
      throw new AwsError(
        'NoSuchEntity',
        `The role policy with name ${input.PolicyName} cannot be found.`,
        { status: 404 },
      );
    cloud.forgetPolicies();
    return {};
  },
);

import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { onRole } from '../roles.ts';

/** DetachRolePolicy. */
export const detachRolePolicy = action(
  'DetachRolePolicy',
  onRole('DetachRolePolicy'),
  (input: { readonly RoleName: string; readonly PolicyArn: string }, { cloud }) => {
    const gone = cloud.db.run(
      'DELETE FROM iam_attached WHERE role = ? AND arn = ?',
      input.RoleName,
      input.PolicyArn,
    );
    if (gone === 0)
      throw new AwsError('NoSuchEntity', `Policy ${input.PolicyArn} was not found.`, {
        status: 404,
      });
    cloud.forgetPolicies();
    return {};
  },
);

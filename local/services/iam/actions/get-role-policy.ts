import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { onRole, roleNamed } from '../roles.ts';

/** GetRolePolicy. */
export const getRolePolicy = action(
  'GetRolePolicy',
  onRole('GetRolePolicy'),
  (input: { readonly RoleName: string; readonly PolicyName: string }, context) => {
    roleNamed(input.RoleName, context);
    const row = context.cloud.db.get<{ document: string }>(
      'SELECT document FROM iam_role_policies WHERE role = ? AND name = ?',
      input.RoleName,
      input.PolicyName,
    );
    if (!row)
      throw new AwsError(
        'NoSuchEntity',
        `The role policy with name ${input.PolicyName} cannot be found.`,
        { status: 404 },
      );
    return {
      RoleName: input.RoleName,
      PolicyName: input.PolicyName,
      PolicyDocument: encodeURIComponent(row.document),
    };
  },
);

import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { onRole, roleNamed } from '../roles.ts';

/** AttachRolePolicy: of the account's policies, and of AWS's those that are known here. */
export const attachRolePolicy = action(
  'AttachRolePolicy',
  onRole('AttachRolePolicy'),
  (input: { readonly RoleName: string; readonly PolicyArn: string }, context) => {
    roleNamed(input.RoleName, context);
    const { cloud } = context;
    if (!cloud.db.get('SELECT arn FROM iam_policies WHERE arn = ?', input.PolicyArn)) {
      throw new AwsError(
        'NoSuchEntity',
        `Policy ${input.PolicyArn} does not exist or is not attachable.`,
        { status: 404 },
      );
    }
    cloud.db.run(
      'INSERT OR IGNORE INTO iam_attached VALUES (?, ?)',
      input.RoleName,
      input.PolicyArn,
    );
    cloud.forgetPolicies();
    return {};
  },
);

import { action } from '../../../kernel/index.ts';
import { identityDocument } from '../documents.ts';
import { onRole, roleNamed } from '../roles.ts';

/** Input of PutRolePolicy. */
export interface PutRolePolicyInput {
  readonly RoleName: string;
  readonly PolicyName: string;
  readonly PolicyDocument: string;
}

/** PutRolePolicy. */
export const putRolePolicy = action(
  'PutRolePolicy',
  onRole('PutRolePolicy'),
  (input: PutRolePolicyInput, context) => {
    roleNamed(input.RoleName, context);
    context.cloud.db.run(
      'INSERT OR REPLACE INTO iam_role_policies VALUES (?, ?, ?)',
      input.RoleName,
      input.PolicyName,
      identityDocument(input.PolicyDocument),
    );
    context.cloud.forgetPolicies();
    return {};
  },
);

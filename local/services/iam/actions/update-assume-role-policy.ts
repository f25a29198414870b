import { action } from '../../../kernel/index.ts';
import { trustDocument } from '../documents.ts';
import { onRole, roleNamed } from '../roles.ts';

/** UpdateAssumeRolePolicy: replaces a role's trust policy. */
export const updateAssumeRolePolicy = action(
  'UpdateAssumeRolePolicy',
  onRole('UpdateAssumeRolePolicy'),
  (input: { readonly RoleName: string; readonly PolicyDocument: string }, context) => {
    roleNamed(input.RoleName, context);
    context.cloud.db.run(
      'UPDATE iam_roles SET trust = ? WHERE name = ?',
      trustDocument(input.PolicyDocument),
      input.RoleName,
    );
    context.cloud.forgetPolicies();
    return {};
  },
);

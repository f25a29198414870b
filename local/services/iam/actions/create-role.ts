import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { trustDocument } from '../documents.ts';
import { asRole, onRole, roleNamed } from '../roles.ts';

/** Input of CreateRole, as far as it is offered. */
export interface CreateRoleInput {
  readonly RoleName: string;
  readonly AssumeRolePolicyDocument: string;
  readonly Path?: string;
  readonly Description?: string;
  readonly MaxSessionDuration?: number;
  readonly PermissionsBoundary?: string;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
}

/** CreateRole. */
export const createRole = action(
  'CreateRole',
  onRole('CreateRole'),
  (input: CreateRoleInput, context) => {
    const { cloud } = context;
    const path = input.Path ?? '/';
    const inserted = cloud.db.run(
      'INSERT OR IGNORE INTO iam_roles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      input.RoleName,
      `arn:aws:iam::${cloud.accountId}:role${path}${input.RoleName}`,
      `AROA${cloud.world.uuid().replace(/-/g, '').toUpperCase().slice(0, 17)}`,
      path,
      trustDocument(input.AssumeRolePolicyDocument),
      input.PermissionsBoundary ?? null,
      input.Description ?? null,
      input.MaxSessionDuration ?? 3600,
      cloud.world.now(),
      JSON.stringify(input.Tags ?? []),
    );
    if (inserted === 0) {
      throw new AwsError(
        'EntityAlreadyExists',
        `Role with name ${input.RoleName} already exists.`,
        { status: 409 },
      );
    }
    cloud.forgetPolicies();
    return { Role: asRole(roleNamed(input.RoleName, context)) };
  },
);

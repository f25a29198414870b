import { AwsError } from '../../errors.ts';
import { tagsByKey } from '../../kernel/index.ts';
import type { ActionContext, Cloud, Permission, Tag, Tags } from '../../kernel/index.ts';

/** A row of the roles' table. */
export interface RoleRow {
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  readonly path: string;
  readonly trust: string;
  readonly boundary: string | null;
  readonly description: string | null;
  readonly max_session: number;
  readonly created: number;
  readonly tags: string;
}

/** The role, or AWS's NoSuchEntity. */
export function roleNamed(name: string, { cloud }: ActionContext): RoleRow {
  const row = cloud.db.get<RoleRow>('SELECT * FROM iam_roles WHERE name = ?', name);
  if (!row)
    throw new AwsError('NoSuchEntity', `The role with name ${name} cannot be found.`, {
      status: 404,
    });
  return row;
}

/** The tags of a role, by its ARN. */
export function roleTags(arn: string, { db }: Cloud): Tags | undefined {
  const row = db.get<RoleRow>('SELECT * FROM iam_roles WHERE arn = ?', arn);
  return row && tagsByKey(JSON.parse(row.tags) as readonly Tag[]);
}

/** How IAM shows a role. Policy documents are percent-encoded on the wire. */
export function asRole(row: RoleRow) {
  return {
    Path: row.path,
    RoleName: row.name,
    RoleId: row.id,
    Arn: row.arn,
    CreateDate: new Date(row.created),
    AssumeRolePolicyDocument: encodeURIComponent(row.trust),
    Description: row.description ?? undefined,
    MaxSessionDuration: row.max_session,
    Tags: JSON.parse(row.tags) as { Key: string; Value: string }[],
    ...(row.boundary
      ? {
          PermissionsBoundary: {
            PermissionsBoundaryType: 'Policy',
            PermissionsBoundaryArn: row.boundary,
          },
        }
      : {}),
  };
}

/** Permission for an IAM action on a role. */
export function onRole(action: string) {
  return (
    { RoleName }: { readonly RoleName: string },
    { cloud }: ActionContext,
  ): readonly Permission[] => [
    { action: `iam:${action}`, resource: `arn:aws:iam::${cloud.accountId}:role/${RoleName}` },
  ];
}

/** Permission for an IAM action on a managed policy. */
export function onPolicy(action: string) {
  return (
    { PolicyArn, PolicyName }: { readonly PolicyArn?: string; readonly PolicyName?: string },
    { cloud }: ActionContext,
  ): readonly Permission[] => [
    {
      action: `iam:${action}`,
      resource: PolicyArn ?? `arn:aws:iam::${cloud.accountId}:policy/${PolicyName ?? '*'}`,
    },
  ];
}

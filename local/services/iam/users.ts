import { AwsError } from '../../errors.ts';
import { tagsByKey } from '../../kernel/index.ts';
import type { ActionContext, Cloud, Permission, Tag, Tags } from '../../kernel/index.ts';

/** A row of the users' table. */
export interface UserRow {
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  readonly path: string;
  readonly boundary: string | null;
  readonly created: number;
  readonly tags: string;
}

/** What names a user; without a name most actions are about who calls. */
export interface MaybeUser {
  readonly UserName?: string;
}

/** The user, or AWS's NoSuchEntity. */
export function userNamed(name: string, cloud: Cloud): UserRow {
  const row = cloud.db.get<UserRow>('SELECT * FROM iam_users WHERE name = ?', name);
  if (row) return row;
  throw noSuchEntity(`The user with name ${name} cannot be found.`);
}

/** The name that is given, or that of the user who calls. */
export function nameOf({ UserName }: MaybeUser, { principal }: ActionContext): string {
  if (UserName !== undefined) return UserName;
  if (principal.kind === 'user') return principal.userName;
  throw new AwsError(
    'ValidationError',
    'Must specify userName when calling with non-User credentials',
  );
}

/** The tags of a user, by its ARN. */
export function userTags(arn: string, { db }: Cloud): Tags | undefined {
  const row = db.get<UserRow>('SELECT * FROM iam_users WHERE arn = ?', arn);
  return row && tagsByKey(JSON.parse(row.tags) as readonly Tag[]);
}

/** How IAM shows a user; lists leave out tags and boundary. */
export function asUser(row: UserRow) {
  return {
    Path: row.path,
    UserName: row.name,
    UserId: row.id,
    Arn: row.arn,
    CreateDate: new Date(row.created),
  };
}

/** How GetUser and CreateUser show one. */
export function asWholeUser(row: UserRow) {
  const tags = JSON.parse(row.tags) as { Key: string; Value: string }[];
  const boundary = row.boundary && {
    PermissionsBoundaryType: 'Policy',
    PermissionsBoundaryArn: row.boundary,
  };
  return {
    ...asUser(row),
    Tags: tags.length > 0 ? tags : undefined,
    PermissionsBoundary: boundary ?? undefined,
  };
}

/** Permission for an IAM action on a user. */
export function onUser(action: string) {
  return (input: MaybeUser, context: ActionContext): readonly Permission[] => {
    const { db, accountId } = context.cloud;
    const name = nameOf(input, context);
    const row = db.get<UserRow>('SELECT * FROM iam_users WHERE name = ?', name);
    return [
      {
        action: `iam:${action}`,
        resource: row?.arn ?? `arn:aws:iam::${accountId}:user/${name}`,
      },
    ];
  };
}

/** NoSuchEntity. */
export function noSuchEntity(message: string): AwsError {
  return new AwsError('NoSuchEntity', message, { status: 404 });
}

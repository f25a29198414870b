import type { Database, UserPrincipal } from '../kernel/index.ts';

/** Tables of users, their policies and keys; the IAM service writes them, the front door reads them. */
export const USER_TABLES = [
  `CREATE TABLE IF NOT EXISTS iam_users (
     name TEXT PRIMARY KEY, arn TEXT NOT NULL UNIQUE, id TEXT NOT NULL, path TEXT NOT NULL,
     boundary TEXT, created INTEGER NOT NULL, tags TEXT NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS iam_user_policies (
     user TEXT NOT NULL, name TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (user, name))`,
  'CREATE TABLE IF NOT EXISTS iam_user_attached (user TEXT NOT NULL, arn TEXT NOT NULL, PRIMARY KEY (user, arn))',
  `CREATE TABLE IF NOT EXISTS iam_access_keys (
     id TEXT PRIMARY KEY, user TEXT NOT NULL, secret TEXT NOT NULL, status TEXT NOT NULL, created INTEGER NOT NULL)`,
];

/** Whose key it is, and what it signs with. */
export interface KnownKey {
  readonly secret: string;
  readonly principal: UserPrincipal;
}

/** The access keys of an account's users. */
export class AccessKeys {
  constructor(
    private readonly db: Database,
    public readonly accountId: string,
  ) {}

  /** A key that is there and active. */
  public find(id: string): KnownKey | undefined {
    const row = this.db.get<{ secret: string; name: string; arn: string; userId: string }>(
      `SELECT k.secret, u.name, u.arn, u.id AS userId
       FROM iam_access_keys k JOIN iam_users u ON u.name = k.user WHERE k.id = ? AND k.status = 'Active'`,
      id,
    );
    if (!row) return undefined;
    const { secret, name: userName, arn, userId } = row;
    return {
      secret,
      principal: { kind: 'user', arn, accountId: this.accountId, userName, userId },
    };
  }
}

import type { Database, Permission, Principal } from '../kernel/index.ts';

/** The table of permissions that were used. */
export const USAGE_TABLES = [
  `CREATE TABLE IF NOT EXISTS auth_usage (
     principal TEXT NOT NULL, action TEXT NOT NULL, resource TEXT NOT NULL, count INTEGER NOT NULL,
     PRIMARY KEY (principal, action, resource))`,
];

/** One permission that was used, and how often. */
export interface UsedPermission {
  /** Role ARN, or the name of a service. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly count: number;
}

/** Permissions that are counted in memory before they are written. */
const MOST_HELD = 10_000;

/**
 * Remembers which permission each role used; kept in memory and written when there are many, when
 * asked for and at the end.
 */
export class UsageRecorder {
  private readonly counts = new Map<string, number>();

  constructor(private readonly db: Database) {}

  public record(principal: Principal, permission: Permission): void {
    if (principal.kind === 'root') return;
    const who = principal.kind === 'role' ? principal.roleArn : principal.arn;
    const id = `${who}\n${permission.action}\n${permission.resource}`;
    this.counts.set(id, (this.counts.get(id) ?? 0) + 1);
    if (this.counts.size >= MOST_HELD) this.flush();
  }

  /** Writes what was counted since the last flush. */
  public flush(): void {
    this.db.transaction(() => {
      for (const [id, count] of this.counts) {
        const [principal = '', action = '', resource = ''] = id.split('\n');
        this.db.run(
          `INSERT INTO auth_usage VALUES (?, ?, ?, ?)
           ON CONFLICT (principal, action, resource) DO UPDATE SET count = count + excluded.count`,
          principal,
          action,
          resource,
          count,
        );
      }
    });
    this.counts.clear();
  }

  /** Everything that was ever used, by principal and action. */
  public list(): readonly UsedPermission[] {
    this.flush();
    return this.db.all<UsedPermission>(
      'SELECT principal, action, resource, count FROM auth_usage ORDER BY principal, action, resource',
    );
  }
}

import type { Cloud } from '../kernel/index.ts';

/** Table of what happened to stacks and their resources. */
export const EVENT_TABLES = [
  `CREATE TABLE IF NOT EXISTS cloudformation_events (
     sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, stack TEXT NOT NULL, name TEXT NOT NULL, logical TEXT NOT NULL,
     physical TEXT NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL, reason TEXT, time INTEGER NOT NULL)`,
  'CREATE INDEX IF NOT EXISTS cloudformation_events_by_stack ON cloudformation_events (stack, sequence)',
];

/** The type of events that are the stack's own. */
export const STACK_TYPE = 'AWS::CloudFormation::Stack';

/** A status of a resource. */
export type Doing =
  `${'CREATE' | 'UPDATE' | 'DELETE'}_${'IN_PROGRESS' | 'COMPLETE' | 'FAILED'}` | 'DELETE_SKIPPED';

/** Something that happened to a stack, or to one of its resources. */
export interface StackEvent {
  readonly logicalId: string;
  /** '' where it has none yet. */
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
}

/** A row of the events' table. */
export interface StackEventRow {
  readonly sequence: number;
  readonly id: string;
  readonly stack: string;
  readonly name: string;
  readonly logical: string;
  readonly physical: string;
  readonly type: string;
  readonly status: string;
  readonly reason: string | null;
  readonly time: number;
}

/** Which stack is meant: its id, and its name. */
export interface StackKey {
  readonly id: string;
  readonly name: string;
}

/** What happened to stacks, in order; it stays when a stack is deleted. */
export class StackEvents {
  constructor(private readonly cloud: Cloud) {}

  public add(
    { id, name }: StackKey,
    { logicalId, physicalId, type, status, reason }: StackEvent,
  ): void {
    const { db, world } = this.cloud;
    db.run(
      'INSERT INTO cloudformation_events VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      world.uuid(),
      id,
      name,
      logicalId,
      physicalId,
      type,
      status,
      reason ?? null,
      world.now(),
    );
  }

  /** A page of a stack's events, the newest first: those before a sequence number. */
  public before(stackId: string, sequence: number, limit: number): readonly StackEventRow[] {
    return this.cloud.db.all<StackEventRow>(
      'SELECT * FROM cloudformation_events WHERE stack = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?',
      stackId,
      sequence,
      limit,
    );
  }

  /** The last event of every resource of a stack, by logical id. */
  public latest(stackId: string): ReadonlyMap<string, StackEventRow> {
    const rows = this.cloud.db.all<StackEventRow>(
      'SELECT *, max(sequence) FROM cloudformation_events WHERE stack = ? AND type <> ? GROUP BY logical',
      stackId,
      STACK_TYPE,
    );
    return new Map(rows.map((row) => [row.logical, row]));
  }

  /** Logical ids of the resources that failed since the stack itself last changed its status. */
  public failures(stackId: string): readonly string[] {
    const rows = this.cloud.db.all<{ logical: string }>(
      `SELECT DISTINCT logical FROM cloudformation_events WHERE stack = ?1 AND status LIKE '%\\_FAILED' ESCAPE '\\' AND type <> ?2
       AND sequence > (SELECT coalesce(max(sequence), 0) FROM cloudformation_events WHERE stack = ?1 AND type = ?2)`,
      stackId,
      STACK_TYPE,
    );
    return rows.map(({ logical }) => logical);
  }
}

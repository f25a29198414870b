import type { Database, Timers } from '../kernel/index.ts';

/** The timers' table. */
export const TIMER_TABLES = [
  `CREATE TABLE IF NOT EXISTS timers (
     kind TEXT NOT NULL, key TEXT NOT NULL, due INTEGER NOT NULL, payload TEXT NOT NULL, PRIMARY KEY (kind, key))`,
  'CREATE INDEX IF NOT EXISTS timers_due ON timers (due)',
];

/** One timer that has come due. */
export interface TimerRow {
  readonly kind: string;
  readonly key: string;
  readonly due: number;
  readonly payload: string;
}

/** Timers that survive a restart. */
export class StoredTimers implements Timers {
  /** When the next timer is due; undefined where that has to be asked of the store again. */
  private next: number | undefined;

  constructor(private readonly db: Database) {}

  public set(kind: string, key: string, due: number, payload?: unknown): void {
    this.next = undefined;
    this.db.run(
      'INSERT OR REPLACE INTO timers (kind, key, due, payload) VALUES (?, ?, ?, ?)',
      kind,
      key,
      Math.ceil(due),
      JSON.stringify(payload ?? null),
    );
  }

  public cancel(kind: string, key: string): void {
    this.next = undefined;
    this.db.run('DELETE FROM timers WHERE kind = ? AND key = ?', kind, key);
  }

  /** The earliest timer that is due, removed. */
  public takeDue(now: number): TimerRow | undefined {
    const row = this.db.get<TimerRow>(
      'SELECT kind, key, due, payload FROM timers WHERE due <= ? ORDER BY due, rowid LIMIT 1',
      now,
    );
    if (row) this.cancel(row.kind, row.key);
    return row;
  }

  /** When the next timer is due; Infinity where there is none. */
  public nextDue(): number {
    return (this.next ??=
      this.db.get<{ due: number }>('SELECT due FROM timers ORDER BY due LIMIT 1')?.due ?? Infinity);
  }
}

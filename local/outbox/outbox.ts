import type { Database, Outbox, RetryPolicy, World } from '../kernel/index.ts';

/** The outbox's table. */
export const OUTBOX_TABLES = [
  `CREATE TABLE IF NOT EXISTS outbox (
     id TEXT PRIMARY KEY, kind TEXT NOT NULL, payload TEXT NOT NULL, due INTEGER NOT NULL, born INTEGER NOT NULL,
     attempt INTEGER NOT NULL DEFAULT 0, retry TEXT)`,
  'CREATE INDEX IF NOT EXISTS outbox_due ON outbox (due)',
];

/** One row of the outbox. */
export interface OutboxRow {
  readonly id: string;
  readonly kind: string;
  readonly payload: string;
  readonly due: number;
  readonly born: number;
  /** Attempts that were made before. */
  readonly attempt: number;
  readonly retry: string | null;
}

/** Writes side effects beside the state they follow from. */
export class StoredOutbox implements Outbox {
  /** True when rows were added since the dispatcher last looked. */
  public changed = true;

  /** @param subscribers delivery kinds by topic */
  constructor(
    private readonly db: Database,
    private readonly world: World,
    private readonly subscribers: ReadonlyMap<string, readonly string[]>,
  ) {}

  public send(
    kind: string,
    payload: unknown,
    options: { readonly delaySeconds?: number; readonly retry?: RetryPolicy } = {},
  ): string {
    const id = this.world.uuid();
    const now = this.world.now();
    this.changed = true;
    this.db.run(
      'INSERT INTO outbox (id, kind, payload, due, born, retry) VALUES (?, ?, ?, ?, ?, ?)',
      id,
      kind,
      JSON.stringify(payload ?? null),
      Math.round(now + (options.delaySeconds ?? 0) * 1000),
      now,
      options.retry ? JSON.stringify(options.retry) : null,
    );
    return id;
  }

  public announce(topic: string, payload: unknown): void {
    for (const kind of this.subscribers.get(topic) ?? []) this.send(kind, payload);
  }
}

/**
 * Seconds until the next attempt, or undefined when the row is to be given up. `attempts` counts
 * those made.
 */
export function nextDelay(
  attempts: number,
  ageSeconds: number,
  retry: RetryPolicy,
  chance: number,
): number | undefined {
  if (attempts >= (retry.maxAttempts ?? 185) || ageSeconds >= (retry.maxAgeSeconds ?? 86_400))
    return undefined;
  const fixed = retry.backoffSeconds;
  if (fixed && fixed.length > 0) return fixed[Math.min(attempts, fixed.length) - 1];
  const ceiling = Math.min(600, 2 ** Math.min(attempts - 1, 10));
  return ceiling * (0.5 + chance / 2);
}

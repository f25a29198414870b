import type {
  Cloud,
  Database,
  DeliveryHandler,
  RetryPolicy,
  TimerHandler,
} from '../kernel/index.ts';
import { wakeAfter } from '../world/world.ts';
import type { SettableWorld } from '../world/world.ts';
import type { Faults } from '../faults/faults.ts';
import type { StoredTelemetry } from '../telemetry.ts';
import type { RunningActivity } from './activity.ts';
import { nextDelay } from './outbox.ts';
import type { OutboxRow, StoredOutbox } from './outbox.ts';
import type { StoredTimers } from './timers.ts';

/** What the dispatcher works with. */
export interface DispatcherParts {
  readonly db: Database;
  readonly world: SettableWorld;
  readonly faults: Faults;
  readonly timers: StoredTimers;
  readonly outbox: StoredOutbox;
  readonly activity: RunningActivity;
  readonly telemetry: Pick<StoredTelemetry, 'waits' | 'flush'>;
  readonly deliveries: ReadonlyMap<string, DeliveryHandler>;
  readonly timerHandlers: ReadonlyMap<string, TimerHandler>;
  /** Says what was given up after its last attempt. */
  readonly report: (line: string) => void;
}

/** Deliveries that are under way at once. */
const MAX_IN_FLIGHT = 32;

/**
 * Performs outbox rows and timers when they are due. On a real clock it wakes itself; a virtual
 * clock is moved by `advanceTo`, from one due moment to the next, whenever nothing runs.
 */
export class Dispatcher {
  private readonly inFlight = new Set<string>();
  private cloud: Cloud | undefined;
  /** When the next outbox row that is not under way is due; Infinity where there is none. */
  private nextRow = 0;
  private scheduled = false;
  private cancelWake: () => void = () => {};
  private idleWaiters: (() => void)[] = [];

  constructor(private readonly parts: DispatcherParts) {
    parts.activity.onEnd(() => this.poke());
  }

  /** Starts to deliver. */
  public start(cloud: Cloud): void {
    this.cloud = cloud;
    this.poke();
  }

  /** Ends: nothing further is delivered. */
  public stop(): void {
    this.cloud = undefined;
    this.cancelWake();
    this.wakeIdleWaiters();
  }

  /** Looks for work soon; called after every commit. */
  public poke(): void {
    if (this.scheduled || !this.cloud) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.pump();
    });
  }

  /** Resolves when nothing is due and nothing runs. */
  public async untilIdle(): Promise<void> {
    while (!this.isIdle()) {
      await new Promise<void>((resolve) => {
        this.idleWaiters.push(resolve);
        this.poke();
      });
    }
  }

  /**
   * Moves a virtual clock to `target` as `reach` does, and waits until all that happens then is
   * done. Returns the moments.
   */
  public async advanceTo(target: number): Promise<number> {
    const moments = await this.reach(target);
    await this.untilIdle();
    return moments;
  }

  /**
   * Moves a virtual clock to `target`, stopping at every moment at which something is due until all
   * of it is done; what is due at `target` itself has only begun. Returns the moments.
   */
  public async reach(target: number): Promise<number> {
    for (let moments = 0; ; moments++) {
      await this.untilIdle();
      // A cloud that was stopped meanwhile performs nothing, and its store is closed.
      if (!this.cloud) return moments;
      const next = this.nextDue() ?? Infinity;
      this.parts.world.setNow(Math.min(next, target));
      if (next <= target) this.pump();
      if (next >= target) return next === target ? moments + 1 : moments;
    }
  }

  /** The next moment at which something is due, or undefined. */
  public nextDue(): number | undefined {
    this.look();
    const next = Math.min(this.parts.timers.nextDue(), this.nextRow);
    return next === Infinity ? undefined : next;
  }

  private isIdle(): boolean {
    if (!this.cloud) return true;
    const { activity, telemetry } = this.parts;
    if (this.inFlight.size > 0 || !activity.idle || telemetry.waits) return false;
    const next = this.nextDue();
    return next === undefined || next > this.parts.world.now();
  }

  private pump(): void {
    if (!this.cloud) return this.wakeIdleWaiters();
    this.fireTimers(this.cloud);
    this.startDeliveries(this.cloud);
    // After what was started now has gone out: others work while it is written.
    if (this.parts.telemetry.waits) setImmediate(() => this.writeTelemetry());
    this.wakeIdleWaiters();
    this.scheduleWake();
  }

  private writeTelemetry(): void {
    if (!this.cloud) return;
    try {
      this.parts.telemetry.flush();
    } catch (error) {
      this.parts.report(`logs and metrics were lost: ${String(error)}`);
    }
    this.wakeIdleWaiters();
  }

  private wakeIdleWaiters(): void {
    if (!this.isIdle()) return;
    const waiters = this.idleWaiters;
    this.idleWaiters = [];
    for (const resolve of waiters) resolve();
  }

  private fireTimers(cloud: Cloud): void {
    const now = this.parts.world.now();
    if (this.parts.timers.nextDue() > now) return;
    this.writeTelemetry();
    while (this.parts.timers.nextDue() <= now) {
      this.parts.db.transaction(() => {
        const timer = this.parts.timers.takeDue(now);
        if (!timer) return;
        const handler = this.parts.timerHandlers.get(timer.kind);
        handler?.({ key: timer.key, payload: JSON.parse(timer.payload) as never, cloud });
      });
    }
  }

  private startDeliveries(cloud: Cloud): void {
    const now = this.parts.world.now();
    this.look();
    if (this.nextRow > now || this.inFlight.size >= MAX_IN_FLIGHT) return;
    const rows = this.parts.db
      .all<OutboxRow>(
        'SELECT id, kind, payload, due, born, attempt, retry FROM outbox WHERE due <= ? ORDER BY due, rowid LIMIT ?',
        now,
        MAX_IN_FLIGHT * 2,
      )
      .filter(({ id }) => !this.inFlight.has(id))
      .slice(0, MAX_IN_FLIGHT - this.inFlight.size);
    for (const row of rows) {
      this.inFlight.add(row.id);
      void this.deliver(row, cloud);
    }
    this.parts.outbox.changed = true;
  }

  /** Asks the store again when the next row is due, where rows have come or gone. */
  private look(): void {
    if (!this.parts.outbox.changed) return;
    this.parts.outbox.changed = false;
    const rows = this.parts.db.all<{ id: string; due: number }>(
      'SELECT id, due FROM outbox ORDER BY due, rowid LIMIT ?',
      this.inFlight.size + 1,
    );
    this.nextRow = rows.find(({ id }) => !this.inFlight.has(id))?.due ?? Infinity;
  }

  private async deliver(row: OutboxRow, cloud: Cloud): Promise<void> {
    try {
      const fault = this.parts.faults.active ? this.parts.faults.ofDelivery(row.kind) : undefined;
      if (fault?.kind === 'reorder') return this.detour(row, fault.milliseconds ?? 1000);
      if (fault?.kind === 'duplicate') this.repeat(row);
      if (fault?.kind === 'drop') {
        this.parts.db.run('DELETE FROM outbox WHERE id = ?', row.id);
        return;
      }
      const handler = this.parts.deliveries.get(row.kind);
      const payload = JSON.parse(row.payload) as never;
      const retry = (row.retry ? JSON.parse(row.retry) : {}) as RetryPolicy;
      await handler?.({
        id: row.id,
        payload,
        attempt: row.attempt + 1,
        lastAttempt: this.isLast(row, retry),
        cloud,
      });
      this.parts.db.run('DELETE FROM outbox WHERE id = ?', row.id);
    } catch (error) {
      this.putBack(row, error);
    } finally {
      this.inFlight.delete(row.id);
      this.parts.outbox.changed = true;
      this.poke();
    }
  }

  /** Lets others overtake a row. */
  private detour(row: OutboxRow, milliseconds: number): void {
    const due = Math.ceil(this.parts.world.now() + milliseconds);
    this.parts.db.run('UPDATE outbox SET due = ? WHERE id = ?', due, row.id);
  }

  /** Writes a row a second time: at least once is what is promised. */
  private repeat({ kind, payload, retry }: OutboxRow): void {
    const options = retry ? { retry: JSON.parse(retry) as RetryPolicy } : {};
    this.parts.outbox.send(kind, JSON.parse(payload), options);
  }

  private isLast(row: OutboxRow, retry: RetryPolicy): boolean {
    const age = (this.parts.world.now() - row.born) / 1000;
    return nextDelay(row.attempt + 1, age, retry, 0) === undefined;
  }

  private putBack(row: OutboxRow, error: unknown): void {
    if (!this.cloud) return;
    const now = this.parts.world.now();
    const retry = (row.retry ? JSON.parse(row.retry) : {}) as RetryPolicy;
    const delay = nextDelay(
      row.attempt + 1,
      (now - row.born) / 1000,
      retry,
      this.parts.world.random(),
    );
    if (delay === undefined) {
      this.parts.report(
        `gave up ${row.kind} ${row.id} after ${row.attempt + 1} attempts: ${String(error)}`,
      );
      this.parts.db.run('DELETE FROM outbox WHERE id = ?', row.id);
      return;
    }
    this.parts.db.run(
      'UPDATE outbox SET attempt = attempt + 1, due = ? WHERE id = ?',
      Math.ceil(now + delay * 1000),
      row.id,
    );
  }

  private scheduleWake(): void {
    this.cancelWake();
    if (this.parts.world.mode !== 'real' || !this.cloud) return;
    const next = this.nextDue();
    if (next === undefined) return;
    this.cancelWake = wakeAfter(Math.max(1, next - this.parts.world.now()), () => this.poke());
  }
}

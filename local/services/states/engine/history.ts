import type { Cloud } from '../../../kernel/index.ts';
import type { EventDraft } from '../kinds/frame.ts';
import type { Execution } from './execution.ts';
import { revisionOf } from './execution.ts';
import { executionLogger } from './execution-log.ts';
import type { LogEvent } from './execution-log.ts';

/** The most events that an execution of type STANDARD may have. */
export const MAX_EVENTS = 25_000;

/** What takes events in their order. */
export interface EventLog {
  /** Takes an event and returns its id. */
  append(event: EventDraft, previous: number): number;
}

/** Takes events one after the other and returns the id of the last. */
export function appendAll(log: EventLog, events: readonly EventDraft[], previous: number): number {
  return events.reduce((before, event) => log.append(event, before), previous);
}

/** Appends events to the history of one execution, inside a transaction. */
export class History implements EventLog {
  private lastEvent: number;
  private readonly log: LogEvent;
  private finished = false;

  constructor(
    private readonly cloud: Cloud,
    public readonly execution: Execution,
  ) {
    this.lastEvent = execution.last_event;
    this.log = executionLogger(cloud, execution, () => revisionOf(cloud, execution).logging);
  }

  /** Number of events so far. */
  public get length(): number {
    return this.lastEvent;
  }

  /** True once the last event was written: no other follows. */
  public get isFinished(): boolean {
    return this.finished;
  }

  /** Writes the last event. */
  public finish(event: EventDraft, previous: number): void {
    this.append(event, previous);
    this.finished = true;
  }

  /** Writes an event and returns its id. @param time epoch milliseconds; by default it is now */
  public append(event: EventDraft, previous: number, time = this.cloud.world.now()): number {
    if (this.finished) return this.lastEvent;
    const id = ++this.lastEvent;
    const details = event.details ? JSON.stringify(event.details) : null;
    this.cloud.db.run(
      'INSERT INTO states_events (execution_arn, id, previous_id, timestamp, type, details) VALUES (?, ?, ?, ?, ?, ?)',
      this.execution.arn,
      id,
      previous,
      time,
      event.type,
      details,
    );
    this.log(event, id, previous, time);
    return id;
  }

  /** Writes events one after the other and returns the id of the last. */
  public appendAll(events: readonly EventDraft[], previous: number): number {
    return appendAll(this, events, previous);
  }

  /** Writes down how far the history has come. Called once at the end of the transaction's work. */
  public close(): void {
    this.cloud.db.run(
      'UPDATE states_executions SET last_event = ? WHERE arn = ?',
      this.lastEvent,
      this.execution.arn,
    );
  }
}

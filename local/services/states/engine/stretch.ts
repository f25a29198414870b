import type { Cloud } from '../../../kernel/index.ts';
import type { EventDraft } from '../kinds/frame.ts';
import { inState } from './enter.ts';
import type { Execution } from './execution.ts';
import { revisionOf } from './execution.ts';
import { MAX_EVENTS, appendAll } from './history.ts';
import type { EventLog, History } from './history.ts';
import { outOfState } from './leave.ts';
import type { Step } from './step.ts';
import type { Thread } from './thread.ts';

/** An event that is still to be written down. */
interface Planned {
  readonly event: EventDraft;
  readonly previous: number;
  /** When it happened, epoch milliseconds. */
  readonly time: number;
}

/**
 * Steps of one thread that lead from state to state and await nothing: they are taken in memory, to
 * be written down together. Until then nothing of them has happened: whoever asks sees the state
 * before, and there an execution goes on that was cut off.
 */
export class Stretch implements EventLog {
  /** Where the thread stands. */
  public thread: Thread;
  private readonly events: Planned[] = [];
  /** How many steps it has. */
  private steps = 0;

  /**
   * @param execution with the newest event that is known of
   * @param from where the thread stood
   */
  constructor(
    private readonly cloud: Cloud,
    private readonly execution: Execution,
    public readonly from: Thread,
  ) {
    this.thread = from;
  }

  /** How many steps it has. */
  public get length(): number {
    return this.steps;
  }

  /** Takes a step on, if it does no more than lead to another state. */
  public take(step: Step): boolean {
    const { outcome } = step;
    if (outcome.kind !== 'leave' || outcome.next === undefined || outcome.hasWritten) return false;
    // The last events are counted where they are written.
    if (this.nextId + step.events.length + 2 >= MAX_EVENTS) return false;
    const { machine: definition } = revisionOf(this.cloud, this.execution);
    const place = { cloud: this.cloud, definition, history: this };
    const left = outOfState(place, afterEvents(this, this.thread, step), outcome);
    this.thread = inState(place, left, outcome.next, outcome.output);
    this.steps++;
    return true;
  }

  /** Takes an event, and tells which number it will have. */
  public append(event: EventDraft, previous: number): number {
    const id = this.nextId;
    this.events.push({ event, previous, time: this.cloud.world.now() });
    return id;
  }

  /** Writes the events down. False where others came before them, so that their numbers are wrong. */
  public writeDown(history: History): boolean {
    if (this.events.length > 0 && history.length !== this.execution.last_event) return false;
    for (const { event, previous, time } of this.events) history.append(event, previous, time);
    return true;
  }

  private get nextId(): number {
    return this.execution.last_event + this.events.length + 1;
  }
}

/** A thread behind the events of its step. */
export function afterEvents(log: EventLog, thread: Thread, step: Step): Thread {
  const lastEventId = appendAll(log, step.events, before(thread, step));
  return { ...thread, lastEventId, result: undefined, failure: undefined };
}

/**
 * EvaluationFailed follows the event before the state was entered, except in Wait states
 * (observed).
 */
function before(thread: Thread, { events }: Step): number {
  const evaluated =
    events[0]?.type === 'EvaluationFailed' && events[0].details?.location !== 'Timestamp';
  return evaluated && thread.phase === 'ready' ? thread.previousEventId : thread.lastEventId;
}

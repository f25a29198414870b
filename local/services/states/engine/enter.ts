import type { Cloud } from '../../../kernel/index.ts';
import { machineAt } from '../language/definition.ts';
import type { Json } from '../language/json.ts';
import type { MachineDefinition } from '../language/types.ts';
import { stateEntered } from './events.ts';
import { finishExecution } from './finish.ts';
import { MAX_EVENTS } from './history.ts';
import type { EventLog } from './history.ts';
import { saveThread } from './thread.ts';
import type { Thread } from './thread.ts';
import type { Work } from './work.ts';

/** What a thread is before it has entered a state. */
export type NewThread = Pick<
  Thread,
  | 'id'
  | 'executionArn'
  | 'parentId'
  | 'position'
  | 'revision'
  | 'path'
  | 'variables'
  | 'lastEventId'
  | 'map'
>;

/** Where a thread is when it enters a state. */
export interface Entrance {
  readonly cloud: Cloud;
  readonly definition: MachineDefinition;
  /** Takes the event. */
  readonly history: EventLog;
}

/** Lets a thread enter a state; it is ready then. */
export function enterState(work: Work, thread: NewThread, stateName: string, input: Json): void {
  if (work.execution.type === 'STANDARD' && work.history.length >= MAX_EVENTS - 1)
    return exceedHistory(work, thread);
  const entered = inState(work, thread, stateName, input);
  if (work.history.isFinished) return;
  const saved = saveThread(work.cloud, entered);
  work.ready ??= saved;
}

/** A thread as it is in a state that it has just entered. */
export function inState(
  { cloud, definition, history }: Entrance,
  thread: NewThread,
  stateName: string,
  input: Json,
): Thread {
  const state = machineAt(definition, thread.path).States[stateName]!;
  const enteredEventId = history.append(
    stateEntered(state.Type, stateName, input),
    thread.lastEventId,
  );
  return {
    id: thread.id,
    executionArn: thread.executionArn,
    parentId: thread.parentId,
    position: thread.position,
    revision: thread.revision,
    path: thread.path,
    variables: thread.variables,
    map: thread.map,
    stateName,
    input,
    phase: 'ready',
    lastEventId: enteredEventId,
    enteredEventId,
    previousEventId: thread.lastEventId,
    enteredTime: cloud.world.now(),
    retryAttempts: [],
    retryCount: 0,
  };
}

function exceedHistory(work: Work, thread: NewThread): void {
  finishExecution(work, thread.lastEventId, {
    status: 'FAILED',
    error: 'States.Runtime',
    cause: `The execution reached the maximum number of history events (${MAX_EVENTS}).`,
  });
}

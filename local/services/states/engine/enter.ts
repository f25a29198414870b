import { machineAt } from '../language/definition.ts';
import type { Json } from '../language/json.ts';
import { stateEntered } from './events.ts';
import { finishExecution } from './finish.ts';
import { MAX_EVENTS } from './history.ts';
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

/** Lets a thread enter a state; it is ready then. */
export function enterState(work: Work, thread: NewThread, stateName: string, input: Json): void {
  if (work.execution.type === 'STANDARD' && work.history.length >= MAX_EVENTS - 1)
    return exceedHistory(work, thread);
  const state = machineAt(work.definition, thread.path).States[stateName]!;
  const enteredEventId = work.history.append(
    stateEntered(state.Type, stateName, input),
    thread.lastEventId,
  );
  if (work.history.isFinished) return;
  const entered = saveThread(work.cloud, {
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
    enteredTime: work.cloud.world.now(),
    retryAttempts: [],
    retryCount: 0,
  });
  work.ready ??= entered;
}

function exceedHistory(work: Work, thread: NewThread): void {
  finishExecution(work, thread.lastEventId, {
    status: 'FAILED',
    error: 'States.Runtime',
    cause: `The execution reached the maximum number of history events (${MAX_EVENTS}).`,
  });
}

import type { Leave } from '../kinds/frame.ts';
import { machineAt } from '../language/definition.ts';
import type { FailureRecord } from '../language/failure.ts';
import type { Json } from '../language/json.ts';
import { noteResultsWritten } from '../map-runs.ts';
import { discardThreads } from './discard.ts';
import { enterState } from './enter.ts';
import type { Entrance } from './enter.ts';
import { stateExited } from './events.ts';
import { finishExecution } from './finish.ts';
import { joinFork, parentOf, startChildren } from './fork.ts';
import { insideOf } from './standstill.ts';
import { childrenOfThread, removeThread, saveThread, threadsOf } from './thread.ts';
import type { Thread } from './thread.ts';
import type { Work } from './work.ts';

/** Leaves a state: for the next one, or out of the machine. */
export function leaveState(work: Work, thread: Thread, leave: Leave): void {
  if (leave.hasWritten) noteResultsWritten(work.cloud, thread.fork!);
  const after = outOfState(work, thread, leave);
  if (leave.next !== undefined) enterState(work, after, leave.next, leave.output);
  else endMachine(work, after, leave.output);
}

/** A thread as it is once it has left its state. */
export function outOfState(
  { definition, history }: Pick<Entrance, 'definition' | 'history'>,
  thread: Thread,
  { output, assigned }: Leave,
): Thread {
  const state = machineAt(definition, thread.path).States[thread.stateName]!;
  const exited = stateExited(state.Type, thread.stateName, output, assigned);
  return {
    ...thread,
    lastEventId: history.append(exited, thread.lastEventId),
    variables: assigned ? { ...thread.variables, ...assigned } : thread.variables,
  };
}

/** A machine has failed: the state around it fails, or the execution. */
export function failMachine(work: Work, thread: Thread, failure: FailureRecord): void {
  saveThread(work.cloud, thread);
  if (thread.parentId === null) {
    return finishExecution(work, thread.lastEventId, {
      status: 'FAILED',
      error: failure.error,
      cause: failure.cause,
    });
  }
  const parent = parentOf(work, thread);
  if (thread.map) {
    const details = { name: parent.stateName, index: thread.position };
    work.history.append({ type: 'MapIterationFailed', details }, thread.lastEventId);
  }
  const inside =
    failure.error === 'States.DataLimitExceeded' ? undefined : insideOf(work.cloud, parent);
  const others = childrenOfThread(work.cloud, parent.id).filter((other) => other.id !== thread.id);
  abortTasks(work, { parent, failed: thread, others });
  discardThreads(work, [thread, ...others.flatMap((other) => subtree(work, other))]);
  work.cloud.db.run('DELETE FROM states_children WHERE thread_id = ?', parent.id);
  saveThread(work.cloud, {
    ...parent,
    phase: 'failed',
    fork: undefined,
    inside,
    failure,
    lastEventId: thread.lastEventId,
  });
}

function endMachine(work: Work, thread: Thread, output: Json): void {
  if (thread.parentId === null) {
    return finishExecution(work, thread.lastEventId, { status: 'SUCCEEDED', output });
  }
  const parent = parentOf(work, thread);
  const details = { name: parent.stateName, index: thread.position };
  const succeeded = thread.map
    ? work.history.append({ type: 'MapIterationSucceeded', details }, thread.lastEventId)
    : thread.lastEventId;
  removeThread(work.cloud, thread.id);
  work.cloud.db.run(
    'UPDATE states_children SET output = ? WHERE thread_id = ? AND position = ?',
    JSON.stringify(output),
    parent.id,
    thread.position,
  );
  const fork = { ...parent.fork!, open: parent.fork!.open - 1 };
  if (fork.open === 0 && fork.next === fork.total)
    joinFork(work, { ...parent, lastEventId: succeeded, fork });
  else startChildren(work, { ...parent, lastEventId: thread.lastEventId, fork });
}

/**
 * Tells of what does not go on. What follows names the failure as the event before it, and of a
 * Parallel state the failed task is told of as well (observed).
 */
function abortTasks(
  work: Work,
  { parent, failed, others }: { parent: Thread; failed: Thread; others: readonly Thread[] },
): void {
  let last = failed.lastEventId;
  const { Type } = machineAt(work.definition, failed.path).States[failed.stateName]!;
  if (!failed.map && Type === 'Task')
    last = work.history.append({ type: 'TaskStateAborted' }, last);
  for (const other of others) {
    if (other.phase === 'task') last = work.history.append({ type: 'TaskStateAborted' }, last);
    if (!other.map) continue;
    const details = { name: parent.stateName, index: other.position };
    last = work.history.append({ type: 'MapIterationAborted', details }, last);
  }
}

function subtree(work: Work, thread: Thread): Thread[] {
  const all = threadsOf(work.cloud, thread.executionArn);
  const below = (of: Thread): Thread[] => [
    of,
    ...all.filter((other) => other.parentId === of.id).flatMap(below),
  ];
  return below(thread);
}

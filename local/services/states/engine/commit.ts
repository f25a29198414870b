import type { Cloud } from '../../../kernel/index.ts';
import { parseResource } from '../integrations/resource.ts';
import type { StartTask } from '../kinds/frame.ts';
import { RuntimeFault, failureOf } from '../language/failure.ts';
import type { Execution } from './execution.ts';
import { openFork } from './fork.ts';
import { failMachine, leaveState } from './leave.ts';
import { startTask } from './start-task.ts';
import type { Step } from './step.ts';
import { isUnchanged, saveThread } from './thread.ts';
import type { Thread } from './thread.ts';
import { changeKnown } from './work.ts';
import type { Work } from './work.ts';

/**
 * Writes a step down in one transaction; nothing happens when the thread has moved on meanwhile.
 * Returns a thread that can go on now, if the step made one ready.
 */
export function commitStep(
  cloud: Cloud,
  execution: Execution,
  thread: Thread,
  step: Step,
): Thread | undefined {
  const work = changeKnown(cloud, execution, (change) => {
    if (!isUnchanged(cloud, thread)) return;
    const lastEventId = change.history.appendAll(step.events, before(thread, step));
    apply(change, { ...thread, lastEventId, result: undefined, failure: undefined }, step);
  });
  return work?.history.isFinished ? undefined : work?.ready;
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

function apply(work: Work, thread: Thread, { outcome, token }: Step): void {
  switch (outcome.kind) {
    case 'leave':
      return leaveState(work, thread, outcome);
    case 'failed':
      return failMachine(work, thread, outcome.failure);
    case 'task':
      return startOrFail(work, thread, outcome, token);
    case 'fork':
      return openFork(work, thread, outcome);
    case 'sleep':
      return sleep(work, { ...thread, phase: 'sleeping' }, outcome.until);
    case 'retry':
      return sleep(
        work,
        {
          ...thread,
          phase: 'retrying',
          task: undefined,
          fork: undefined,
          inside: undefined,
          retryAttempts: outcome.attempts,
          retryCount: thread.retryCount + 1,
        },
        outcome.at,
      );
  }
}

function sleep(work: Work, thread: Thread, until: number): void {
  saveThread(work.cloud, thread);
  work.cloud.timers.set('states.wake', thread.id, until, { executionArn: thread.executionArn });
}

/** A task of an activity that does not exist fails before it is scheduled. */
function startOrFail(work: Work, thread: Thread, start: StartTask, token: string): void {
  const activity = parseResource(start.resource)?.kind === 'activity';
  if (
    !activity ||
    work.cloud.db.get('SELECT arn FROM states_activities WHERE arn = ?', start.resource)
  ) {
    return startTask(work, thread, start, token);
  }
  const fault = new RuntimeFault(`The activity ${start.resource} does not exist.`);
  failMachine(work, thread, failureOf(fault, thread.stateName, thread.enteredEventId));
}

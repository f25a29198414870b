import type { Cloud } from '../../../kernel/index.ts';
import { parseResource } from '../integrations/resource.ts';
import type { StartTask } from '../kinds/frame.ts';
import { RuntimeFault, failureOf } from '../language/failure.ts';
import type { Execution } from './execution.ts';
import { openFork } from './fork.ts';
import { failMachine, leaveState } from './leave.ts';
import { startTask } from './start-task.ts';
import type { Step } from './step.ts';
import { afterEvents } from './stretch.ts';
import type { Stretch } from './stretch.ts';
import { isUnchanged, saveThread } from './thread.ts';
import type { Thread } from './thread.ts';
import { changeKnown } from './work.ts';
import type { Work } from './work.ts';

/** How an execution stands once steps were written down. */
export interface Committed {
  /** Its newest event. */
  readonly lastEvent: number;
  /** A thread that can go on now, if the steps made one ready. */
  readonly ready: Thread | undefined;
}

/**
 * Writes a stretch of steps down in one transaction, and the step that ended it, if one did. Nothing
 * happens when the thread has moved on meanwhile, or the history has, whose numbers the steps may
 * have told. Undefined when the execution has ended.
 */
export function commitSteps(
  cloud: Cloud,
  execution: Execution,
  stretch: Stretch,
  step: Step | undefined,
): Committed | undefined {
  const work = changeKnown(cloud, execution, (change) => {
    if (!isUnchanged(cloud, stretch.from) || !stretch.writeDown(change.history)) return;
    if (step) apply(change, afterEvents(change.history, stretch.thread, step), step);
    else change.ready = saveThread(cloud, stretch.thread);
  });
  if (!work || work.history.isFinished) return undefined;
  return { lastEvent: work.history.length, ready: work.ready };
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

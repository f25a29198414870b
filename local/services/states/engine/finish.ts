import type { Json } from '../language/json.ts';
import { announceStatus } from './announce.ts';
import { discardThreads } from './discard.ts';
import { findExecution } from './execution.ts';
import { failureDetails, outputDetails } from './events.ts';
import { announceJobEnd } from './jobs.ts';
import { standstillOf } from './standstill.ts';
import { threadsOf } from './thread.ts';
import type { Work } from './work.ts';

/** How an execution ends. */
export interface Ending {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
}

const EVENTS = {
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
};

/** Ends an execution: last event, status, and the news of it to whoever waits. */
export function finishExecution(work: Work, previous: number, ending: Ending): void {
  const { cloud, execution } = work;
  const details =
    ending.status === 'SUCCEEDED' ? outputDetails(ending.output ?? null) : failureDetails(ending);
  if (work.history.isFinished) return;
  work.history.finish({ type: EVENTS[ending.status], details }, previous);
  work.history.close();
  cloud.db.run(
    'UPDATE states_executions SET status = ?, stopped = ?, output = ?, error = ?, cause = ?, redrive_from = ? WHERE arn = ?',
    ending.status,
    cloud.world.now(),
    ending.output === undefined ? null : JSON.stringify(ending.output),
    ending.error ?? null,
    ending.cause ?? null,
    redrivePoint(work, ending),
    execution.arn,
  );
  discardThreads(work, threadsOf(cloud, execution.arn));
  if (work.definition.TimeoutSeconds !== undefined)
    cloud.timers.cancel('states.execution-timeout', execution.arn);
  announceStatus(cloud, findExecution(cloud, execution.arn)!);
  announceJobEnd(cloud, execution.arn);
  if (execution.type === 'EXPRESS')
    cloud.outbox.send('states.ended', { executionArn: execution.arn });
  if (execution.parent_thread !== null)
    cloud.outbox.send('states.map-item', { executionArn: execution.arn });
}

/** Where the outermost thread stands, to go on from when the execution is redriven. */
function redrivePoint(work: Work, ending: Ending): string | null {
  if (ending.status === 'SUCCEEDED' || work.execution.type === 'EXPRESS') return null;
  const root = threadsOf(work.cloud, work.execution.arn).find((thread) => thread.parentId === null);
  return root ? JSON.stringify(standstillOf(work.cloud, root)) : null;
}

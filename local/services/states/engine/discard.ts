import { endMapRun } from '../map-runs.ts';
import { removeThread } from './thread.ts';
import type { Thread } from './thread.ts';
import type { Work } from './work.ts';

/**
 * Forgets threads that are not to go on: their timers, their tasks, the executions they wait for.
 */
export function discardThreads(work: Work, threads: readonly Thread[]): void {
  for (const thread of threads) {
    closeTask(work, thread);
    work.cloud.timers.cancel('states.wake', thread.id);
    work.cloud.db.run('DELETE FROM states_children WHERE thread_id = ?', thread.id);
    if (thread.fork?.mapRunArn) {
      endMapRun(work.cloud, thread.fork, 'ABORTED');
      abortItems(work, thread.fork.mapRunArn);
    }
    removeThread(work.cloud, thread.id);
  }
}

/**
 * Ends the waiting for a task: no token, timer or announcement of it counts any more; a job is
 * stopped.
 */
export function closeTask(
  work: Work,
  thread: Thread,
  options: { readonly stopJob: boolean } = { stopJob: true },
): void {
  const { cloud } = work;
  const task = thread.task;
  if (!task) return;
  if (task.timeoutSeconds !== undefined) cloud.timers.cancel('states.task-timeout', thread.id);
  if (task.heartbeatSeconds !== undefined) cloud.timers.cancel('states.heartbeat', thread.id);
  cloud.db.run('UPDATE states_tokens SET open = 0 WHERE task_id = ?', task.id);
  cloud.db.run('DELETE FROM states_jobs WHERE task_id = ?', task.id);
  if (task.jobKey !== undefined && options.stopJob) {
    cloud.outbox.send(
      'states.stop-job',
      { executionArn: thread.executionArn, task },
      { retry: { maxAttempts: 5 } },
    );
  }
}

function abortItems({ cloud }: Work, mapRunArn: string): void {
  const rows = cloud.db.all<{ arn: string; redriveCount: number }>(
    "SELECT arn, redrive_count AS redriveCount FROM states_executions WHERE map_run_arn = ? AND status = 'RUNNING'",
    mapRunArn,
  );
  for (const { arn, redriveCount } of rows)
    cloud.outbox.send('states.abort', { executionArn: arn, redriveCount });
  cloud.db.run(
    `UPDATE states_executions SET status = CASE WHEN error IS NULL THEN 'ABORTED' ELSE 'FAILED' END
     WHERE map_run_arn = ? AND status = 'PENDING_REDRIVE'`,
    mapRunArn,
  );
}

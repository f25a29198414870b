import type { Cloud } from '../../../kernel/index.ts';
import type { Thread } from './thread.ts';

/** Notes that a thread waits for the end of a job. */
export function awaitJob(cloud: Cloud, thread: Thread, key: string): void {
  cloud.db.run(
    'INSERT INTO states_jobs (key, task_id, thread_id, execution_arn) VALUES (?, ?, ?, ?)',
    key,
    thread.task!.id,
    thread.id,
    thread.executionArn,
  );
}

/** Tells the threads that wait for a job that it has, or may have, ended. */
export function announceJobEnd(cloud: Cloud, key: string): void {
  const waiting = cloud.db.all<{ task_id: string; thread_id: string; execution_arn: string }>(
    'SELECT task_id, thread_id, execution_arn FROM states_jobs WHERE key = ?',
    key,
  );
  for (const row of waiting) {
    cloud.outbox.send('states.job', {
      executionArn: row.execution_arn,
      threadId: row.thread_id,
      taskId: row.task_id,
    });
  }
}

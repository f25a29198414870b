import type { StartTask } from '../kinds/frame.ts';
import { scheduledEvent } from './task-events.ts';
import { saveThread } from './thread.ts';
import type { OpenTask, Thread } from './thread.ts';
import type { Work } from './work.ts';

/** Puts a task into the outbox, and sets the timers that end it. */
export function startTask(work: Work, thread: Thread, start: StartTask, token: string): void {
  const { cloud } = work;
  const now = cloud.world.now();
  const task: OpenTask = {
    id: cloud.world.uuid(),
    token,
    resource: start.resource,
    parameters: start.parameters,
    roleArn: start.roleArn,
    timeoutSeconds: start.timeoutSeconds,
    heartbeatSeconds: start.heartbeatSeconds,
    started: false,
    scheduled: now,
  };
  const lastEventId = work.history.append(scheduledEvent(cloud, task), thread.lastEventId);
  saveThread(cloud, { ...thread, phase: 'task', task, lastEventId });
  if (task.timeoutSeconds !== undefined) {
    cloud.timers.set('states.task-timeout', thread.id, now + task.timeoutSeconds * 1000, {
      taskId: task.id,
    });
  }
  if (task.heartbeatSeconds !== undefined) {
    cloud.timers.set('states.heartbeat', thread.id, now + task.heartbeatSeconds * 1000, {
      taskId: task.id,
    });
  }
  cloud.db.run(
    'INSERT INTO states_tokens (token, task_id, thread_id, execution_arn, open) VALUES (?, ?, ?, ?, 1)',
    token,
    task.id,
    thread.id,
    thread.executionArn,
  );
  cloud.outbox.send('states.task', {
    executionArn: thread.executionArn,
    threadId: thread.id,
    taskId: task.id,
  });
}

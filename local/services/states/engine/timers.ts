import type { TimerHandler } from '../../../kernel/index.ts';
import { finishExecution } from './finish.ts';
import { failTask } from './settle.ts';
import { findThread, saveThread, threadsOf } from './thread.ts';
import { change } from './work.ts';

/** Timer of a Wait state or a retry: the thread goes on. */
export const wake: TimerHandler = ({ key, cloud }) => {
  const thread = findThread(cloud, key);
  if (!thread) return;
  if (thread.phase === 'sleeping') saveThread(cloud, { ...thread, phase: 'resume' });
  if (thread.phase === 'retrying') saveThread(cloud, { ...thread, phase: 'ready' });
  cloud.outbox.send('states.advance', { executionArn: thread.executionArn });
};

/** Timer of a task's TimeoutSeconds. */
export const taskTimeout: TimerHandler = ({ key, payload, cloud }) => {
  const thread = findThread(cloud, key);
  const { taskId } = payload as { taskId: string };
  if (!thread) return;
  failTask(
    cloud,
    { executionArn: thread.executionArn, threadId: key, taskId },
    { error: 'States.Timeout' },
    { stopJob: true },
  );
};

/** Timer of a task's HeartbeatSeconds: set again by every heartbeat. */
export const heartbeatTimeout: TimerHandler = ({ key, payload, cloud }) => {
  const thread = findThread(cloud, key);
  const { taskId } = payload as { taskId: string };
  if (!thread) return;
  const reference = { executionArn: thread.executionArn, threadId: key, taskId };
  failTask(cloud, reference, { error: 'States.Timeout', heartbeat: true }, { stopJob: true });
};

/** Timer of the state machine's TimeoutSeconds. */
export const executionTimeout: TimerHandler = ({ key, cloud }) => {
  change(cloud, key, (work) => {
    const root = threadsOf(cloud, key).find((thread) => thread.parentId === null);
    finishExecution(work, root?.lastEventId ?? 0, { status: 'TIMED_OUT' });
  });
};

import { action } from '../../../kernel/index.ts';
import { findThread } from '../engine/thread.ts';
import { taskTimedOut } from '../errors.ts';
import { onTask, taskOf } from '../task-tokens.ts';

/** SendTaskHeartbeat: the task with the token is still worked on; its heartbeat begins anew. */
export const sendTaskHeartbeat = action(
  'SendTaskHeartbeat',
  onTask('SendTaskHeartbeat'),
  ({ taskToken }: { readonly taskToken: string }, { cloud }) => {
    const { threadId, taskId } = taskOf(cloud, taskToken);
    const task = findThread(cloud, threadId)?.task;
    if (task?.id !== taskId) throw taskTimedOut();
    if (task.heartbeatSeconds !== undefined) {
      cloud.timers.set(
        'states.heartbeat',
        threadId,
        cloud.world.now() + task.heartbeatSeconds * 1000,
        {
          taskId,
        },
      );
    }
    return {};
  },
);

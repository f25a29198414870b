import { action } from '../../../kernel/index.ts';
import { resourceNotFound } from '../errors.ts';
import { taskOf } from '../move-tasks.ts';

/** Input of CancelMessageMoveTask. */
export interface CancelMessageMoveTaskInput {
  readonly TaskHandle: string;
}

/** CancelMessageMoveTask: what was moved stays moved. */
export const cancelMessageMoveTask = action(
  'CancelMessageMoveTask',
  ({ TaskHandle }: CancelMessageMoveTaskInput, { cloud }) => [
    { action: 'sqs:CancelMessageMoveTask', resource: taskOf(TaskHandle, cloud).source },
  ],
  ({ TaskHandle }, { cloud }) => {
    const task = taskOf(TaskHandle, cloud);
    if (task.status !== 'RUNNING') throw resourceNotFound('Only active tasks can be cancelled.');
    cloud.db.run("UPDATE sqs_move_tasks SET status = 'CANCELLED' WHERE id = ?", task.id);
    cloud.timers.cancel('sqs.move', task.id);
    return { ApproximateNumberOfMessagesMoved: task.moved };
  },
);

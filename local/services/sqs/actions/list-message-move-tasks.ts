import { action } from '../../../kernel/index.ts';
import { resourceNotFound } from '../errors.ts';
import { taskHandle } from '../move-tasks.ts';
import type { MoveTaskRow } from '../move-tasks.ts';
import { findByArn } from '../queues.ts';
import { checkMaxResults } from './list-queues.ts';

/** Input of ListMessageMoveTasks. */
export interface ListMessageMoveTasksInput {
  readonly SourceArn: string;
  readonly MaxResults?: number;
}

/** ListMessageMoveTasks: the newest first, one unless more are asked for. */
export const listMessageMoveTasks = action(
  'ListMessageMoveTasks',
  ({ SourceArn }: ListMessageMoveTasksInput) => [
    { action: 'sqs:ListMessageMoveTasks', resource: SourceArn },
  ],
  ({ SourceArn, MaxResults }, { cloud }) => {
    checkMaxResults(MaxResults, 10);
    if (!findByArn(SourceArn, cloud)) {
      throw resourceNotFound(
        "The resource that you specified for the SourceArn parameter doesn't exist.",
      );
    }
    const rows = cloud.db.all<MoveTaskRow>(
      'SELECT * FROM sqs_move_tasks WHERE source = ? ORDER BY started DESC, rowid DESC LIMIT ?',
      SourceArn,
      MaxResults ?? 1,
    );
    return { Results: rows.map(asResult) };
  },
);

/** Only a task that runs has a handle; what came back to its sources has no destination. */
function asResult(task: MoveTaskRow) {
  return {
    TaskHandle: task.status === 'RUNNING' ? taskHandle(task) : undefined,
    Status: task.status,
    SourceArn: task.source,
    DestinationArn: task.destination ?? undefined,
    MaxNumberOfMessagesPerSecond: task.rate ?? undefined,
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.total,
    FailureReason: task.failure ?? undefined,
    StartedTimestamp: task.started,
  };
}

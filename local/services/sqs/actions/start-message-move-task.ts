import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { depthOf } from '../depth.ts';
import { invalidParameter, invalidValue, resourceNotFound } from '../errors.ts';
import { taskHandle } from '../move-tasks.ts';
import { findByArn, isFifo, sourcesOf } from '../queues.ts';
import type { QueueRow } from '../queues.ts';

/** Input of StartMessageMoveTask. */
export interface StartMessageMoveTaskInput {
  readonly SourceArn: string;
  readonly DestinationArn?: string;
  readonly MaxNumberOfMessagesPerSecond?: number;
}

/** StartMessageMoveTask: dead letters go back, or elsewhere. Source: API reference. */
export const startMessageMoveTask = action(
  'StartMessageMoveTask',
  ({ SourceArn, DestinationArn }: StartMessageMoveTaskInput) => [
    { action: 'sqs:StartMessageMoveTask', resource: SourceArn },
    { action: 'sqs:ReceiveMessage', resource: SourceArn },
    { action: 'sqs:DeleteMessage', resource: SourceArn },
    { action: 'sqs:GetQueueAttributes', resource: SourceArn },
    ...(DestinationArn ? [{ action: 'sqs:SendMessage', resource: DestinationArn }] : []),
  ],
  (input, { cloud }) => {
    const rate = input.MaxNumberOfMessagesPerSecond;
    if (rate !== undefined && (rate < 1 || rate > 500)) {
      throw invalidValue(
        rate,
        'MaxNumberOfMessagesPerSecond',
        'MaxNumberOfMessagesPerSecond must be an integer between 1 and 500.',
      );
    }
    const source = existing(input.SourceArn, 'SourceArn', cloud);
    if (sourcesOf(source, cloud).length === 0)
      throw invalidParameter('Source queue must be configured as a Dead Letter Queue.');
    checkDestination(source, input.DestinationArn, cloud);
    checkAlone(source, cloud);
    const id = cloud.world.uuid();
    const { visible } = depthOf(source, cloud);
    const now = cloud.world.now();
    cloud.db.run(
      "INSERT INTO sqs_move_tasks VALUES (?, ?, ?, ?, 'RUNNING', 0, ?, ?, NULL)",
      id,
      source.arn,
      input.DestinationArn ?? null,
      rate ?? null,
      visible,
      now,
    );
    cloud.timers.set('sqs.move', id, now);
    return { TaskHandle: taskHandle({ id, source: source.arn }) };
  },
);

function existing(arn: string, parameter: string, cloud: Cloud): QueueRow {
  const queue = findByArn(arn, cloud);
  if (!queue) {
    throw resourceNotFound(
      `The resource that you specified for the ${parameter} parameter doesn't exist.`,
    );
  }
  return queue;
}

function checkDestination(source: QueueRow, arn: string | undefined, cloud: Cloud): void {
  if (arn === undefined) return;
  const destination = existing(arn, 'DestinationArn', cloud);
  if (destination.arn === source.arn)
    throw invalidParameter('Source queue arn and destination queue arn cannot be the same.');
  if (isFifo(destination) !== isFifo(source))
    throw invalidParameter('Source queue and destination queue must be of the same type.');
}

function checkAlone(source: QueueRow, cloud: Cloud): void {
  const running = cloud.db.get(
    "SELECT id FROM sqs_move_tasks WHERE source = ? AND status = 'RUNNING'",
    source.arn,
  );
  if (!running) return;
  throw new AwsError(
    'UnsupportedOperation',
    'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
  );
}

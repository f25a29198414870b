import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { attributesOf, nameInUrl, onQueue, queueNamed } from '../queues.ts';
import type { QueueRow } from '../queues.ts';

/** GetQueueAttributes. */
export const getQueueAttributes = action(
  'GetQueueAttributes',
  onQueue('GetQueueAttributes'),
  (
    input: { readonly QueueUrl: string; readonly AttributeNames?: readonly string[] },
    { cloud },
  ) => {
    const queue = queueNamed(nameInUrl(input.QueueUrl), cloud);
    const names = input.AttributeNames ?? [];
    if (names.length === 0) return {};
    const all = { ...attributesOf(queue), ...counted(queue, cloud) };
    if (names.includes('All')) return { Attributes: all };
    const unknown = names.find((name) => !KNOWN.has(name));
    if (unknown) throw new AwsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
    return {
      Attributes: Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name))),
    };
  },
);

const KNOWN = new Set([
  'Policy',
  'VisibilityTimeout',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'CreatedTimestamp',
  'LastModifiedTimestamp',
  'QueueArn',
  'ApproximateNumberOfMessagesDelayed',
  'DelaySeconds',
  'ReceiveMessageWaitTimeSeconds',
  'RedrivePolicy',
  'FifoQueue',
  'ContentBasedDeduplication',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
  'DeduplicationScope',
  'FifoThroughputLimit',
  'RedriveAllowPolicy',
  'SqsManagedSseEnabled',
]);

function counted(queue: QueueRow, cloud: Cloud): Readonly<Record<string, string>> {
  const now = cloud.world.now();
  const counts = cloud.db.get<{ visible: number; hidden: number; delayed: number }>(
    `SELECT sum(visible <= ?) AS visible, sum(visible > ? AND receipt IS NOT NULL) AS hidden,
            sum(visible > ? AND receipt IS NULL) AS delayed FROM sqs_messages WHERE queue = ?`,
    now,
    now,
    now,
    queue.name,
  )!;
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(counts.visible ?? 0),
    ApproximateNumberOfMessagesNotVisible: String(counts.hidden ?? 0),
    ApproximateNumberOfMessagesDelayed: String(counts.delayed ?? 0),
    CreatedTimestamp: String(Math.floor(queue.created / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modified / 1000)),
  };
}

import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { noteChange } from '../depth.ts';
import { onQueue, queueOf } from '../queues.ts';

const PURGE_MILLIS = 60_000;

/** PurgeQueue: messages in flight go too, and a FIFO queue forgets what it has seen. */
export const purgeQueue = action(
  'PurgeQueue',
  onQueue('PurgeQueue'),
  (input: { readonly QueueUrl: string }, { cloud }) => {
    const queue = queueOf(input, cloud);
    const now = cloud.world.now();
    if (queue.purged !== null && now - queue.purged < PURGE_MILLIS) {
      throw new AwsError(
        'PurgeQueueInProgress',
        `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
      );
    }
    for (const table of ['sqs_messages', 'sqs_groups', 'sqs_deduplication'])
      cloud.db.run(`DELETE FROM ${table} WHERE queue = ?`, queue.name);
    cloud.db.run('UPDATE sqs_queues SET purged = ? WHERE name = ?', now, queue.name);
    noteChange(queue, cloud);
    return {};
  },
);

import { action } from '../../../kernel/index.ts';
import { forgetDepth } from '../depth.ts';
import { onQueue, queueOf } from '../queues.ts';

/** Milliseconds in which no queue of the name can be made again. */
const NAME_IS_TAKEN_MILLIS = 60_000;

/** Tables with rows of a queue. */
const TABLES = ['sqs_messages', 'sqs_groups', 'sqs_deduplication', 'sqs_attempts'];

/** DeleteQueue, with every message in it. */
export const deleteQueue = action(
  'DeleteQueue',
  onQueue('DeleteQueue'),
  (input: { readonly QueueUrl: string }, { cloud }) => {
    const queue = queueOf(input, cloud);
    for (const table of TABLES) cloud.db.run(`DELETE FROM ${table} WHERE queue = ?`, queue.name);
    cloud.db.run('DELETE FROM sqs_queues WHERE name = ?', queue.name);
    cloud.db.run(
      'INSERT OR REPLACE INTO sqs_deleted VALUES (?, ?)',
      queue.name,
      cloud.world.now() + NAME_IS_TAKEN_MILLIS,
    );
    forgetDepth(queue, cloud);
    return {};
  },
);

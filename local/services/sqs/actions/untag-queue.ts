import { action } from '../../../kernel/index.ts';
import { onQueue, queueOf } from '../queues.ts';

/** Input of UntagQueue. */
export interface UntagQueueInput {
  readonly QueueUrl: string;
  readonly TagKeys: readonly string[];
}

/** UntagQueue: keys that are not there are passed over. */
export const untagQueue = action(
  'UntagQueue',
  onQueue('UntagQueue'),
  (input: UntagQueueInput, { cloud }) => {
    const queue = queueOf(input, cloud);
    const tags = Object.entries(JSON.parse(queue.tags) as Record<string, string>);
    const kept = tags.filter(([key]) => !input.TagKeys.includes(key));
    cloud.db.run(
      'UPDATE sqs_queues SET tags = ? WHERE name = ?',
      JSON.stringify(Object.fromEntries(kept)),
      queue.name,
    );
    return {};
  },
);

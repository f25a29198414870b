import { action } from '../../../kernel/index.ts';
import { invalidParameter } from '../errors.ts';
import { onQueue, queueOf } from '../queues.ts';

/** Tags that a queue may have. */
const MAX_TAGS = 50;

/** Input of TagQueue. */
export interface TagQueueInput {
  readonly QueueUrl: string;
  readonly Tags: Readonly<Record<string, string>>;
}

/** TagQueue: a tag of the same key is overwritten. */
export const tagQueue = action(
  'TagQueue',
  onQueue('TagQueue'),
  (input: TagQueueInput, { cloud }) => {
    const queue = queueOf(input, cloud);
    const tags = { ...(JSON.parse(queue.tags) as Record<string, string>), ...input.Tags };
    if (Object.keys(tags).length > MAX_TAGS) {
      throw invalidParameter(
        `Too many tags added for queue ${queue.name}. Maximum number of tags is ${MAX_TAGS}.`,
      );
    }
    cloud.db.run('UPDATE sqs_queues SET tags = ? WHERE name = ?', JSON.stringify(tags), queue.name);
    return {};
  },
);

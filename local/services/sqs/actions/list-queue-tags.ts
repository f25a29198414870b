import { action } from '../../../kernel/index.ts';
import { onQueue, queueOf } from '../queues.ts';

/** ListQueueTags: without tags the answer has no member. */
export const listQueueTags = action(
  'ListQueueTags',
  onQueue('ListQueueTags'),
  (input: { readonly QueueUrl: string }, { cloud }) => {
    const tags = JSON.parse(queueOf(input, cloud).tags) as Record<string, string>;
    return { Tags: Object.keys(tags).length > 0 ? tags : undefined };
  },
);

import { action } from '../../../kernel/index.ts';
import { onQueue, queueOf, sourcesOf, urlOf } from '../queues.ts';
import { checkMaxResults, nameOf, tokenOf } from './list-queues.ts';

/** Input of ListDeadLetterSourceQueues. */
export interface ListDeadLetterSourceQueuesInput {
  readonly QueueUrl: string;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** ListDeadLetterSourceQueues: the queues whose dead letters come here. */
export const listDeadLetterSourceQueues = action(
  'ListDeadLetterSourceQueues',
  onQueue('ListDeadLetterSourceQueues'),
  (input: ListDeadLetterSourceQueuesInput, { cloud }) => {
    checkMaxResults(input.MaxResults, 1000);
    const limit = input.MaxResults ?? 1000;
    const after = nameOf(input.NextToken);
    const names = sourcesOf(queueOf(input, cloud), cloud)
      .map(({ name }) => name)
      .filter((name) => name > after);
    const page = names.slice(0, limit);
    const more = names.length > limit && input.MaxResults !== undefined;
    return {
      queueUrls: page.map((name) => urlOf(name, cloud)),
      NextToken: more ? tokenOf(page.at(-1)!) : undefined,
    };
  },
);

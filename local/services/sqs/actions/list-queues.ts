import { action } from '../../../kernel/index.ts';
import { urlOf } from '../queues.ts';

/** Input of ListQueues. */
export interface ListQueuesInput {
  readonly QueueNamePrefix?: string;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** ListQueues: by name, paged where MaxResults is given. */
export const listQueues = action(
  'ListQueues',
  (_input: ListQueuesInput, { cloud }) => [
    { action: 'sqs:ListQueues', resource: `arn:aws:sqs:${cloud.region}:${cloud.accountId}:*` },
  ],
  (input, { cloud }) => {
    const limit = input.MaxResults ?? 1000;
    const prefix = input.QueueNamePrefix ?? '';
    const rows = cloud.db.all<{ name: string }>(
      'SELECT name FROM sqs_queues WHERE substr(name, 1, ?) = ? AND name > ? ORDER BY name LIMIT ?',
      prefix.length,
      prefix,
      input.NextToken ?? '',
      limit + 1,
    );
    const page = rows.slice(0, limit);
    return {
      QueueUrls: page.length > 0 ? page.map(({ name }) => urlOf(name, cloud)) : undefined,
      NextToken: rows.length > limit && input.MaxResults ? page.at(-1)!.name : undefined,
    };
  },
);

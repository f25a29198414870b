import { action } from '../../../kernel/index.ts';
import { invalidValue } from '../errors.ts';
import { urlOf } from '../queues.ts';

/** Input of ListQueues. */
export interface ListQueuesInput {
  readonly QueueNamePrefix?: string;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** Queues of an answer that is not paged, and the most that a page may hold. */
const MAX_RESULTS = 1000;

/** ListQueues: by name; paged only where MaxResults is given. */
export const listQueues = action(
  'ListQueues',
  (_input: ListQueuesInput, { cloud }) => [
    { action: 'sqs:ListQueues', resource: `arn:aws:sqs:${cloud.region}:${cloud.accountId}:*` },
  ],
  ({ QueueNamePrefix: prefix = '', MaxResults, NextToken }, { cloud }) => {
    checkMaxResults(MaxResults, MAX_RESULTS);
    const limit = MaxResults ?? MAX_RESULTS;
    const rows = cloud.db.all<{ name: string }>(
      'SELECT name FROM sqs_queues WHERE substr(name, 1, ?) = ? AND name > ? ORDER BY name LIMIT ?',
      prefix.length,
      prefix,
      nameOf(NextToken),
      limit + 1,
    );
    const page = rows.slice(0, limit);
    const more = rows.length > limit && MaxResults !== undefined;
    return {
      QueueUrls: page.length > 0 ? page.map(({ name }) => urlOf(name, cloud)) : undefined,
      NextToken: more ? tokenOf(page.at(-1)!.name) : undefined,
    };
  },
);

/** Throws where a page is asked to be too long or too short. */
export function checkMaxResults(value: number | undefined, most: number): void {
  if (value !== undefined && (value < 1 || value > most)) {
    throw invalidValue(value, 'MaxResults', `MaxResults must be an integer between 1 and ${most}.`);
  }
}

/** The token of the page that begins after a name. */
export function tokenOf(name: string): string {
  return Buffer.from(`after:${name}`).toString('base64');
}

/** The name after which the page of a token begins. */
export function nameOf(token: string | undefined): string {
  if (token === undefined) return '';
  const text = Buffer.from(token, 'base64').toString('utf8');
  if (!text.startsWith('after:')) throw invalidValue(token, 'NextToken', 'Invalid NextToken.');
  return text.slice('after:'.length);
}

import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { checkedAttributes, mergedAttributes } from '../attributes.ts';
import { invalidParameter, missingParameter } from '../errors.ts';
import { arnOf, attributesOf, findQueue, queuePermissions, urlOf } from '../queues.ts';
import type { Attributes, QueueRow } from '../queues.ts';

/** Input of CreateQueue. */
export interface CreateQueueInput {
  readonly QueueName: string;
  readonly Attributes?: Attributes;
  readonly tags?: Readonly<Record<string, string>>;
}

/** CreateQueue. The same queue again succeeds; with other attributes it is refused. */
export const createQueue = action(
  'CreateQueue',
  ({ QueueName }: CreateQueueInput, { cloud }) => queuePermissions('CreateQueue', QueueName, cloud),
  ({ QueueName: name, Attributes = {}, tags = {} }, { cloud }) => {
    const fifo = Attributes.FifoQueue?.toLowerCase() === 'true';
    checkName(name, fifo);
    const checked = checkedAttributes(Attributes, { name, fifo }, cloud);
    const existing = findQueue(name, cloud);
    if (existing) checkSame(existing, checked);
    else insert(name, mergedAttributes({}, checked), tags, cloud);
    return { QueueUrl: urlOf(name, cloud) };
  },
);

function checkName(name: string, fifo: boolean): void {
  if (!name) throw missingParameter('QueueName');
  if (fifo && !/^[A-Za-z0-9_-]{1,75}\.fifo$/.test(name)) {
    throw invalidParameter(
      'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.',
    );
  }
  if (!fifo && !/^[A-Za-z0-9_-]{1,80}$/.test(name)) {
    throw invalidParameter(
      'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
    );
  }
}

function checkSame(existing: QueueRow, asked: Attributes): void {
  const stored = attributesOf(existing);
  const other = Object.keys(asked).find((name) => asked[name] !== stored[name]);
  if (!other) return;
  throw new AwsError(
    'QueueNameExists',
    `A queue already exists with the same name and a different value for attribute ${other}`,
  );
}

function insert(name: string, attributes: Attributes, tags: object, cloud: Cloud): void {
  const now = cloud.world.now();
  cloud.db.run('DELETE FROM sqs_deleted WHERE until <= ?', now);
  if (cloud.db.get('SELECT name FROM sqs_deleted WHERE name = ?', name)) {
    throw new AwsError(
      'QueueDeletedRecently',
      'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
    );
  }
  cloud.db.run(
    'INSERT INTO sqs_queues (name, arn, attributes, tags, created, modified) VALUES (?, ?, ?, ?, ?, ?)',
    name,
    arnOf(name, cloud),
    JSON.stringify(attributes),
    JSON.stringify(tags),
    now,
    now,
  );
}

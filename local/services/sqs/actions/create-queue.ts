import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { arnOf, queuePermissions, urlOf } from '../queues.ts';

/** Input of CreateQueue. */
export interface CreateQueueInput {
  readonly QueueName: string;
  readonly Attributes?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
}

/** CreateQueue. The same queue again succeeds; with other attributes it is refused. */
export const createQueue = action(
  'CreateQueue',
  ({ QueueName }: CreateQueueInput, { cloud }) => queuePermissions('CreateQueue', QueueName, cloud),
  (input, { cloud }) => {
    if (!/^[A-Za-z0-9_-]{1,80}$|^[A-Za-z0-9_-]{1,75}\.fifo$/.test(input.QueueName)) {
      throw new AwsError(
        'InvalidParameterValue',
        'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
      );
    }
    const attributes = JSON.stringify(input.Attributes ?? {});
    const now = cloud.world.now();
    const made = cloud.db.run(
      'INSERT OR IGNORE INTO sqs_queues VALUES (?, ?, ?, ?, ?, ?)',
      input.QueueName,
      arnOf(input.QueueName, cloud),
      attributes,
      JSON.stringify(input.tags ?? {}),
      now,
      now,
    );
    const stored = cloud.db.get<{ attributes: string }>(
      'SELECT attributes FROM sqs_queues WHERE name = ?',
      input.QueueName,
    )!;
    if (
      made === 0 &&
      differs(input.Attributes ?? {}, JSON.parse(stored.attributes) as Record<string, string>)
    ) {
      throw new AwsError(
        'QueueNameExists',
        'A queue already exists with the same name and a different value for attribute ',
      );
    }
    return { QueueUrl: urlOf(input.QueueName, cloud) };
  },
);

function differs(
  asked: Readonly<Record<string, string>>,
  stored: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(asked).some(([name, value]) => stored[name] !== value);
}

import { action } from '../../../kernel/index.ts';
import { queueNamed, queuePermissions, urlOf } from '../queues.ts';

/** GetQueueUrl. */
export const getQueueUrl = action(
  'GetQueueUrl',
  ({ QueueName }: { readonly QueueName: string }, { cloud }) =>
    queuePermissions('GetQueueUrl', QueueName, cloud),
  ({ QueueName }, { cloud }) => ({ QueueUrl: urlOf(queueNamed(QueueName, cloud).name, cloud) }),
);

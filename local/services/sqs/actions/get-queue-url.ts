import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { queueNamed, queuePermissions, urlOf } from '../queues.ts';

/** Input of GetQueueUrl. */
export interface GetQueueUrlInput {
  readonly QueueName: string;
  readonly QueueOwnerAWSAccountId?: string;
}

/** GetQueueUrl: queues of other accounts are not there. */
export const getQueueUrl = action(
  'GetQueueUrl',
  ({ QueueName }: GetQueueUrlInput, { cloud }) => queuePermissions('GetQueueUrl', QueueName, cloud),
  ({ QueueName, QueueOwnerAWSAccountId: owner }, { cloud }) => {
    if (owner !== undefined && owner !== cloud.accountId)
      throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
    return { QueueUrl: urlOf(queueNamed(QueueName, cloud).name, cloud) };
  },
);

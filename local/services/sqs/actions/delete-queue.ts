import { action } from '../../../kernel/index.ts';
import { nameInUrl, onQueue, queueNamed } from '../queues.ts';

/** DeleteQueue, with every message in it. */
export const deleteQueue = action(
  'DeleteQueue',
  onQueue('DeleteQueue'),
  ({ QueueUrl }: { readonly QueueUrl: string }, { cloud }) => {
    const { name } = queueNamed(nameInUrl(QueueUrl), cloud);
    cloud.db.run('DELETE FROM sqs_messages WHERE queue = ?', name);
    cloud.db.run('DELETE FROM sqs_queues WHERE name = ?', name);
    return {};
  },
);

import { action } from '../../../kernel/index.ts';
import { nameInUrl, onQueue, queueNamed } from '../queues.ts';

/** PurgeQueue. */
export const purgeQueue = action(
  'PurgeQueue',
  onQueue('PurgeQueue'),
  ({ QueueUrl }: { readonly QueueUrl: string }, { cloud }) => {
    cloud.db.run(
      'DELETE FROM sqs_messages WHERE queue = ?',
      queueNamed(nameInUrl(QueueUrl), cloud).name,
    );
    return {};
  },
);

import type { Service } from '../../kernel/index.ts';
import { changeMessageVisibility } from './actions/change-message-visibility.ts';
import { createQueue } from './actions/create-queue.ts';
import { deleteMessage, deleteMessageBatch } from './actions/delete-message.ts';
import { deleteQueue } from './actions/delete-queue.ts';
import { getQueueAttributes } from './actions/get-queue-attributes.ts';
import { getQueueUrl } from './actions/get-queue-url.ts';
import { listQueues } from './actions/list-queues.ts';
import { purgeQueue } from './actions/purge-queue.ts';
import { receiveMessage } from './actions/receive-message.ts';
import { sendMessage } from './actions/send-message.ts';
import { sendMessageBatch } from './actions/send-message-batch.ts';
import { setQueueAttributes } from './actions/set-queue-attributes.ts';
import { becomeVisible } from './messages.ts';
import type { QueueRow } from './queues.ts';

/** SQS: standard and FIFO queues with redrive. */
export const sqsService: Service = {
  name: 'sqs',
  sdk: '@aws-sdk/client-sqs',
  tables: [
    `CREATE TABLE IF NOT EXISTS sqs_queues (
       name TEXT PRIMARY KEY, arn TEXT NOT NULL, attributes TEXT NOT NULL, tags TEXT NOT NULL, created INTEGER NOT NULL,
       modified INTEGER NOT NULL)`,
    `CREATE TABLE IF NOT EXISTS sqs_messages (
       id TEXT PRIMARY KEY, queue TEXT NOT NULL, seq INTEGER NOT NULL, body TEXT NOT NULL, attributes TEXT NOT NULL,
       sent INTEGER NOT NULL, visible INTEGER NOT NULL, receives INTEGER NOT NULL, first_receive INTEGER, receipt TEXT,
       group_id TEXT, sender TEXT NOT NULL)`,
    'CREATE INDEX IF NOT EXISTS sqs_messages_order ON sqs_messages (queue, seq)',
    'CREATE INDEX IF NOT EXISTS sqs_messages_seq ON sqs_messages (seq)',
    `CREATE TABLE IF NOT EXISTS sqs_deduplication (
       queue TEXT NOT NULL, key TEXT NOT NULL, message TEXT NOT NULL, seq INTEGER NOT NULL, until INTEGER NOT NULL,
       PRIMARY KEY (queue, key))`,
  ],
  actions: [
    changeMessageVisibility,
    createQueue,
    deleteMessage,
    deleteMessageBatch,
    deleteQueue,
    getQueueAttributes,
    getQueueUrl,
    listQueues,
    purgeQueue,
    receiveMessage,
    sendMessage,
    sendMessageBatch,
    setQueueAttributes,
  ],
  timers: {
    'sqs.visible': ({ payload, cloud }) => {
      const row = cloud.db.get<QueueRow>(
        'SELECT * FROM sqs_queues WHERE name = ?',
        (payload as { queue: string }).queue,
      );
      const now = cloud.world.now();
      const waiting =
        row &&
        cloud.db.get(
          'SELECT id FROM sqs_messages WHERE queue = ? AND visible <= ? LIMIT 1',
          row.name,
          now,
        );
      if (row && waiting) becomeVisible(row, now, cloud);
    },
  },
};

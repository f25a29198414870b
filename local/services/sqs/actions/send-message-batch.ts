import { action } from '../../../kernel/index.ts';
import { enqueue } from '../messages.ts';
import { nameInUrl, onQueue, queueNamed } from '../queues.ts';
import { inBatch } from './batch.ts';
import { newMessage } from './send-message.ts';
import type { MessageInput } from './send-message.ts';

/** Input of SendMessageBatch. */
export interface SendMessageBatchInput {
  readonly QueueUrl: string;
  readonly Entries: readonly (MessageInput & { readonly Id: string })[];
}

/** SendMessageBatch. */
export const sendMessageBatch = action(
  'SendMessageBatch',
  onQueue('SendMessage'),
  (input: SendMessageBatchInput, context) => {
    const queue = queueNamed(nameInUrl(input.QueueUrl), context.cloud);
    return inBatch(input.Entries, (entry) => enqueue(queue, newMessage(entry), context));
  },
);

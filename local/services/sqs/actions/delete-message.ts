import { action } from '../../../kernel/index.ts';
import { forget } from '../messages.ts';
import { nameInUrl, onQueue, queueNamed } from '../queues.ts';
import { inBatch } from './batch.ts';

/** DeleteMessage. */
export const deleteMessage = action(
  'DeleteMessage',
  onQueue('DeleteMessage'),
  (input: { readonly QueueUrl: string; readonly ReceiptHandle: string }, { cloud }) => {
    forget(queueNamed(nameInUrl(input.QueueUrl), cloud), input.ReceiptHandle, cloud);
    return {};
  },
);

/** Input of DeleteMessageBatch. */
export interface DeleteMessageBatchInput {
  readonly QueueUrl: string;
  readonly Entries: readonly { readonly Id: string; readonly ReceiptHandle: string }[];
}

/** DeleteMessageBatch. */
export const deleteMessageBatch = action(
  'DeleteMessageBatch',
  onQueue('DeleteMessage'),
  (input: DeleteMessageBatchInput, { cloud }) => {
    const queue = queueNamed(nameInUrl(input.QueueUrl), cloud);
    return inBatch(input.Entries, ({ ReceiptHandle }) => {
      forget(queue, ReceiptHandle, cloud);
      return {};
    });
  },
);

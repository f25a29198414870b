import { action } from '../../../kernel/index.ts';
import { inBatch } from '../batch.ts';
import { onQueue, queueOf } from '../queues.ts';
import { forget } from '../visibility.ts';

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
    const queue = queueOf(input, cloud);
    return inBatch(input.Entries, 'DeleteMessageBatch', ({ ReceiptHandle }) => {
      forget(queue, ReceiptHandle, cloud);
      return {};
    });
  },
);

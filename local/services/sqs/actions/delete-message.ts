import { action } from '../../../kernel/index.ts';
import { missingParameter } from '../errors.ts';
import { onQueue, queueOf } from '../queues.ts';
import { forget } from '../visibility.ts';

/** Input of DeleteMessage. */
export interface DeleteMessageInput {
  readonly QueueUrl: string;
  readonly ReceiptHandle: string;
}

/** DeleteMessage. */
export const deleteMessage = action(
  'DeleteMessage',
  onQueue('DeleteMessage'),
  (input: DeleteMessageInput, { cloud }) => {
    const queue = queueOf(input, cloud);
    if (!input.ReceiptHandle) throw missingParameter('ReceiptHandle');
    forget(queue, input.ReceiptHandle, cloud);
    return {};
  },
);

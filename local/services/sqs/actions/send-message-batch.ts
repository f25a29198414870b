import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { inBatch } from '../batch.ts';
import { invalidParameter } from '../errors.ts';
import { sizeOf } from '../message-checks.ts';
import { enqueue } from '../messages.ts';
import { isFifo, onQueue, queueOf } from '../queues.ts';
import type { QueueRow } from '../queues.ts';
import { newMessage } from './send-message.ts';
import type { MessageInput } from './send-message.ts';

/** Input of SendMessageBatch. */
export interface SendMessageBatchInput {
  readonly QueueUrl: string;
  readonly Entries: readonly (MessageInput & { readonly Id: string })[];
}

/** Bytes of all messages of a batch together. */
const MAX_BATCH_BYTES = 1_048_576;

/** SendMessageBatch. */
export const sendMessageBatch = action(
  'SendMessageBatch',
  onQueue('SendMessage'),
  (input: SendMessageBatchInput, context) => {
    const queue = queueOf(input, context.cloud);
    const perform = (entry: MessageInput) => enqueue(queue, newMessage(entry), context, true);
    checkWhole(queue, input.Entries ?? []);
    return inBatch(input.Entries, 'SendMessageBatch', perform);
  },
);

/** What is wrong with one entry and refuses all of them. */
function checkWhole(queue: QueueRow, entries: readonly MessageInput[]): void {
  if (entries.length > 10) return;
  const bytes = entries.reduce(
    (sum, { MessageBody = '', ...entry }) => sum + sizeOf(newMessage({ MessageBody, ...entry })),
    0,
  );
  if (bytes > MAX_BATCH_BYTES) {
    throw new AwsError(
      'BatchRequestTooLong',
      `Batch requests cannot be longer than ${MAX_BATCH_BYTES} bytes. You have sent ${bytes} bytes.`,
    );
  }
  // Alone, a message without a group is a MissingParameter; in a batch AWS names another code.
  if (isFifo(queue) && entries.some(({ MessageGroupId }) => MessageGroupId === undefined))
    throw invalidParameter('The request must contain the parameter MessageGroupId.');
}

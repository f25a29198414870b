import { action } from '../../../kernel/index.ts';
import { inBatch } from '../batch.ts';
import { onQueue, queueOf } from '../queues.ts';
import { changeVisibility } from '../visibility.ts';

/** Input of ChangeMessageVisibilityBatch. */
export interface ChangeMessageVisibilityBatchInput {
  readonly QueueUrl: string;
  readonly Entries: readonly {
    readonly Id: string;
    readonly ReceiptHandle: string;
    readonly VisibilityTimeout?: number;
  }[];
}

/** ChangeMessageVisibilityBatch. */
export const changeMessageVisibilityBatch = action(
  'ChangeMessageVisibilityBatch',
  onQueue('ChangeMessageVisibility'),
  (input: ChangeMessageVisibilityBatchInput, { cloud }) => {
    const queue = queueOf(input, cloud);
    const perform = ({ ReceiptHandle, VisibilityTimeout = 0 }: (typeof input.Entries)[number]) => {
      changeVisibility(queue, ReceiptHandle, VisibilityTimeout, cloud);
      return {};
    };
    return inBatch(input.Entries, 'ChangeMessageVisibilityBatch', perform);
  },
);

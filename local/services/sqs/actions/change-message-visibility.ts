import { action } from '../../../kernel/index.ts';
import { missingParameter } from '../errors.ts';
import { onQueue, queueOf } from '../queues.ts';
import { changeVisibility } from '../visibility.ts';

/** Input of ChangeMessageVisibility. */
export interface ChangeMessageVisibilityInput {
  readonly QueueUrl: string;
  readonly ReceiptHandle: string;
  readonly VisibilityTimeout: number;
}

/** ChangeMessageVisibility. */
export const changeMessageVisibility = action(
  'ChangeMessageVisibility',
  onQueue('ChangeMessageVisibility'),
  (input: ChangeMessageVisibilityInput, { cloud }) => {
    const queue = queueOf(input, cloud);
    if (!input.ReceiptHandle) throw missingParameter('ReceiptHandle');
    changeVisibility(queue, input.ReceiptHandle, input.VisibilityTimeout, cloud);
    return {};
  },
);

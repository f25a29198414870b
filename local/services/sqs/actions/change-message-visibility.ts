import { action } from '../../../kernel/index.ts';
import { changeVisibility } from '../messages.ts';
import { nameInUrl, onQueue, queueNamed } from '../queues.ts';

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
    changeVisibility(
      queueNamed(nameInUrl(input.QueueUrl), cloud),
      input.ReceiptHandle,
      input.VisibilityTimeout,
      cloud,
    );
    return {};
  },
);

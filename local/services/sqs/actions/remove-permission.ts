import { action } from '../../../kernel/index.ts';
import { withoutPermission } from '../policy.ts';
import { onQueue, queueOf } from '../queues.ts';
import type { Attributes } from '../queues.ts';
import { storeAttributes } from './set-queue-attributes.ts';

/** Input of RemovePermission. */
export interface RemovePermissionInput {
  readonly QueueUrl: string;
  readonly Label: string;
}

/** RemovePermission: with its last statement the policy goes. */
export const removePermission = action(
  'RemovePermission',
  onQueue('RemovePermission'),
  (input: RemovePermissionInput, { cloud }) => {
    const queue = queueOf(input, cloud);
    const policy = withoutPermission(queue, input.Label);
    const { Policy: _, ...rest } = JSON.parse(queue.attributes) as Attributes;
    storeAttributes(queue, policy ? { ...rest, Policy: JSON.stringify(policy) } : rest, cloud);
    return {};
  },
);

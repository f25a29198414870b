import { action } from '../../../kernel/index.ts';
import { invalidValue } from '../errors.ts';
import { withPermission } from '../policy.ts';
import { onQueue, queueOf } from '../queues.ts';
import type { Attributes } from '../queues.ts';
import { storeAttributes } from './set-queue-attributes.ts';

/** Input of AddPermission. */
export interface AddPermissionInput {
  readonly QueueUrl: string;
  readonly Label: string;
  readonly AWSAccountIds: readonly string[];
  readonly Actions: readonly string[];
}

/** What an owner may share. Source: API reference, AddPermission. */
const SHARED = new Set([
  '*',
  'ChangeMessageVisibility',
  'DeleteMessage',
  'GetQueueAttributes',
  'GetQueueUrl',
  'ListDeadLetterSourceQueues',
  'PurgeQueue',
  'ReceiveMessage',
  'SendMessage',
]);

/** AddPermission: a statement in the queue's policy, named by its label. */
export const addPermission = action(
  'AddPermission',
  onQueue('AddPermission'),
  (
    { Label: label, AWSAccountIds: accounts, Actions: actions, ...input }: AddPermissionInput,
    { cloud },
  ) => {
    const queue = queueOf(input, cloud);
    if (!/^[A-Za-z0-9_-]{1,80}$/.test(label)) {
      throw invalidValue(
        label,
        'Label',
        'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.',
      );
    }
    const refused = actions.find((name) => !SHARED.has(name));
    if (refused !== undefined) {
      throw invalidValue(
        `SQS:${refused}`,
        'ActionName',
        'Only the queue owner is allowed to invoke this action.',
      );
    }
    const malformed = accounts.find((account) => !/^\d{12}$/.test(account));
    if (malformed !== undefined)
      throw invalidValue(`[${malformed}]`, 'PrincipalId', 'Unable to verify.');
    const Policy = JSON.stringify(withPermission(queue, { label, accounts, actions }));
    storeAttributes(queue, { ...(JSON.parse(queue.attributes) as Attributes), Policy }, cloud);
    return {};
  },
);

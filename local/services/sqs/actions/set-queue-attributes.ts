import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { wakeUpNext } from '../arrivals.ts';
import { checkedAttributes, mergedAttributes } from '../attributes.ts';
import { refreshGroups } from '../groups.ts';
import { attributesOf, isFifo, onQueue, queueOf } from '../queues.ts';
import type { Attributes, QueueRow } from '../queues.ts';

/** Milliseconds until a changed deduplication scope holds: recorded from AWS. */
const SCOPE_CHANGE_MILLIS = 60_000;

/** Input of SetQueueAttributes. */
export interface SetQueueAttributesInput {
  readonly QueueUrl: string;
  readonly Attributes: Attributes;
}

/** SetQueueAttributes: an empty value removes a policy or a key. */
export const setQueueAttributes = action(
  'SetQueueAttributes',
  onQueue('SetQueueAttributes'),
  (input: SetQueueAttributesInput, { cloud }) => {
    const queue = queueOf(input, cloud);
    const kind = { name: queue.name, fifo: isFifo(queue) };
    const given = checkedAttributes(input.Attributes, kind, cloud);
    checkType(queue, given);
    const stored = JSON.parse(queue.attributes) as Attributes;
    storeAttributes(queue, mergedAttributes(stored, given), cloud);
    if (given.DelaySeconds !== undefined && kind.fifo)
      delayAnew(queue, Number(given.DelaySeconds), cloud);
    return {};
  },
);

/** Writes the attributes of a queue. */
export function storeAttributes(queue: QueueRow, attributes: Attributes, cloud: Cloud): void {
  const now = cloud.world.now();
  const before = attributesOf(queue).DeduplicationScope ?? null;
  const changes = isFifo(queue) && (attributes.DeduplicationScope ?? 'queue') !== before;
  cloud.db.run(
    'UPDATE sqs_queues SET attributes = ?, modified = ?, scope_before = ?, scope_until = ? WHERE name = ?',
    JSON.stringify(attributes),
    now,
    changes ? before : queue.scope_before,
    changes ? now + SCOPE_CHANGE_MILLIS : queue.scope_until,
    queue.name,
  );
}

function checkType(queue: QueueRow, given: Attributes): void {
  if (given.FifoQueue === undefined || given.FifoQueue === String(isFifo(queue))) return;
  throw new AwsError(
    'InvalidAttributeValue',
    'Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.',
  );
}

/** The delay of a FIFO queue holds for the messages that are there too; of a standard one not. */
function delayAnew(queue: QueueRow, seconds: number, cloud: Cloud): void {
  cloud.db.run(
    'UPDATE sqs_messages SET visible = sent + ? WHERE queue = ? AND receipt IS NULL',
    seconds * 1000,
    queue.name,
  );
  refreshGroups(queue, cloud);
  wakeUpNext(queue, cloud);
}

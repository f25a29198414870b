import { action } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { KNOWN_ATTRIBUTES } from '../attributes.ts';
import { depthOf } from '../depth.ts';
import { unknownAttribute } from '../errors.ts';
import { attributesOf, onQueue, queueOf } from '../queues.ts';
import type { Attributes, QueueRow } from '../queues.ts';
import { expire } from '../taking.ts';

/** Input of GetQueueAttributes. */
export interface GetQueueAttributesInput {
  readonly QueueUrl: string;
  readonly AttributeNames?: readonly string[];
}

/** GetQueueAttributes: what is not set is left out, without names there is no answer. */
export const getQueueAttributes = action(
  'GetQueueAttributes',
  onQueue('GetQueueAttributes'),
  (input: GetQueueAttributesInput, { cloud }) => {
    const queue = queueOf(input, cloud);
    const names = input.AttributeNames ?? [];
    const unknown = names.find((name) => name !== 'All' && !KNOWN_ATTRIBUTES.has(name));
    if (unknown !== undefined) throw unknownAttribute(unknown);
    if (names.length === 0) return {};
    const shown = Object.entries({ ...attributesOf(queue), ...counted(queue, cloud) }).filter(
      ([name]) => names.includes('All') || names.includes(name),
    );
    return { Attributes: shown.length > 0 ? Object.fromEntries(shown) : undefined };
  },
);

function counted(queue: QueueRow, cloud: Cloud): Attributes {
  expire(queue, cloud);
  const { visible, hidden, delayed } = depthOf(queue, cloud);
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(hidden),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: String(Math.floor(queue.created / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modified / 1000)),
  };
}

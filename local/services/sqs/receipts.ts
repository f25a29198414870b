import type { Cloud } from '../../kernel/index.ts';
import { invalidReceipt } from './errors.ts';
import { messageWithId } from './messages.ts';
import type { MessageRow } from './messages.ts';
import type { QueueRow } from './queues.ts';

/** A new receipt handle: it names the queue and the message, as AWS's own do. */
export function makeReceipt(
  queue: QueueRow,
  message: { readonly id: string },
  cloud: Cloud,
): string {
  return Buffer.from(`${cloud.world.uuid()} ${queue.arn} ${message.id}`).toString('base64');
}

/**
 * The message that a handle stands for, or undefined where it is gone. Handles of earlier receives
 * still do. Throws when the text is no handle of this queue.
 */
export function messageOf(queue: QueueRow, handle: string, cloud: Cloud): MessageRow | undefined {
  const [, arn, id] = Buffer.from(handle, 'base64').toString('utf8').split(' ');
  if (arn !== queue.arn || !id) throw invalidReceipt(handle);
  return messageWithId(queue, id, cloud);
}

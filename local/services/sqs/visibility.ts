import type { Cloud } from '../../kernel/index.ts';
import { announceArrival, wakeUpNext } from './arrivals.ts';
import { countTraffic, noteChange } from './depth.ts';
import { invalidValue } from './errors.ts';
import { refreshGroup } from './groups.ts';
import { isFifo } from './queues.ts';
import type { QueueRow } from './queues.ts';
import { messageOf } from './receipts.ts';

/** Seconds for which a message may be hidden: twelve hours. */
export const MAX_VISIBILITY_SECONDS = 43_200;

/**
 * Forgets a message. A stale receipt is no error; but a FIFO queue takes only one whose message is
 * still in flight.
 */
export function forget(queue: QueueRow, handle: string, cloud: Cloud): void {
  const row = messageOf(queue, handle, cloud);
  if (!row) return;
  const inFlight = row.visible > cloud.world.now() && row.receipt === handle;
  if (isFifo(queue) && !inFlight)
    throw invalidValue(handle, 'ReceiptHandle', 'The receipt handle has expired.');
  cloud.db.run('DELETE FROM sqs_messages WHERE seq = ?', row.seq);
  countTraffic(queue, { deleted: 1 }, cloud);
  noteChange(queue, cloud);
  if (!isFifo(queue)) return;
  refreshGroup(queue, row.group_id!, cloud);
  // What stood behind it may be received now.
  announceArrival(queue, cloud.world.now(), cloud);
}

/** Hides a message for longer, or shows it at once with 0 seconds. */
export function changeVisibility(
  queue: QueueRow,
  handle: string,
  seconds: number,
  cloud: Cloud,
): void {
  if (seconds < 0 || seconds > MAX_VISIBILITY_SECONDS) {
    throw invalidValue(
      seconds,
      'VisibilityTimeout',
      'VisibilityTimeout must be an integer between 0 and 43200.',
    );
  }
  const row = messageOf(queue, handle, cloud);
  const now = cloud.world.now();
  const lost = isFifo(queue) && row && row.visible <= now;
  if (!row || lost) {
    throw invalidValue(
      handle,
      'ReceiptHandle',
      'Message does not exist or is not available for visibility timeout change.',
    );
  }
  const until = now + seconds * 1000;
  cloud.db.run('UPDATE sqs_messages SET visible = ? WHERE seq = ?', until, row.seq);
  if (isFifo(queue)) refreshGroup(queue, row.group_id!, cloud);
  if (seconds === 0) announceArrival(queue, now, cloud);
  else {
    noteChange(queue, cloud);
    wakeUpNext(queue, cloud);
  }
}

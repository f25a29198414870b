import { createHash } from 'node:crypto';
import type { Cloud } from '../../kernel/index.ts';
import { invalidParameter } from './errors.ts';
import type { NewMessage } from './messages.ts';
import { attributesOf, isFifo } from './queues.ts';
import type { QueueRow } from './queues.ts';

/** Milliseconds in which a FIFO queue takes a deduplication id only once. */
const DEDUPLICATION_MILLIS = 300_000;

/** The message that took a deduplication id. */
interface Known {
  readonly id: string;
  readonly seq: number;
}

/** Under which key a new message is to be remembered. */
interface Key {
  readonly id: string;
  remember(message: string, seq: number): void;
}

/** Looks whether a FIFO queue has taken the message already. */
export function deduplicate(
  queue: QueueRow,
  message: NewMessage,
  cloud: Cloud,
): { readonly key?: Key; readonly known?: Known } {
  if (!isFifo(queue)) return {};
  const id = message.deduplicationId ?? contentId(queue, message.body);
  const now = cloud.world.now();
  const key = scopeOf(queue, now) === 'messageGroup' ? `${message.groupId} ${id}` : id;
  cloud.db.run('DELETE FROM sqs_deduplication WHERE queue = ? AND until <= ?', queue.name, now);
  const known = cloud.db.get<Known>(
    'SELECT message AS id, seq FROM sqs_deduplication WHERE queue = ? AND key = ?',
    queue.name,
    key,
  );
  if (known) return { known };
  const remember = (sent: string, seq: number) =>
    cloud.db.run(
      'INSERT OR REPLACE INTO sqs_deduplication VALUES (?, ?, ?, ?, ?)',
      queue.name,
      key,
      sent,
      seq,
      now + DEDUPLICATION_MILLIS,
    );
  return { key: { id, remember } };
}

function contentId(queue: QueueRow, body: string): string {
  if (attributesOf(queue).ContentBasedDeduplication !== 'true') {
    throw invalidParameter(
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }
  return createHash('sha256').update(body).digest('hex');
}

/** A changed scope takes up to 60 seconds to hold: recorded from AWS. */
function scopeOf(queue: QueueRow, now: number): string {
  return queue.scope_before && now < (queue.scope_until ?? 0)
    ? queue.scope_before
    : attributesOf(queue).DeduplicationScope!;
}

import type { Cloud } from '../../kernel/index.ts';
import { refreshGroup } from './groups.ts';
import type { MessageRow } from './messages.ts';
import type { QueueRow } from './queues.ts';

/** Milliseconds in which an attempt id gives the same messages again. */
const ATTEMPT_MILLIS = 300_000;

/** Remembers what a receive attempt on a FIFO queue was given. */
export function rememberAttempt(
  queue: QueueRow,
  attempt: string,
  rows: readonly MessageRow[],
  cloud: Cloud,
): void {
  const now = cloud.world.now();
  cloud.db.run('DELETE FROM sqs_attempts WHERE queue = ? AND until <= ?', queue.name, now);
  cloud.db.run(
    'INSERT OR REPLACE INTO sqs_attempts VALUES (?, ?, ?, ?)',
    queue.name,
    attempt,
    JSON.stringify(rows.map(({ receipt, visible }) => ({ receipt, visible }))),
    now + ATTEMPT_MILLIS,
  );
}

/**
 * The messages that the same attempt got before, hidden anew; undefined where it is unknown or too
 * old, or where one of them was deleted, shown again or given another visibility since.
 */
export function receiveAgain(
  queue: QueueRow,
  attempt: string,
  visibilitySeconds: number,
  cloud: Cloud,
): MessageRow[] | undefined {
  const now = cloud.world.now();
  const known = cloud.db.get<{ receipts: string }>(
    'SELECT receipts FROM sqs_attempts WHERE queue = ? AND attempt = ? AND until > ?',
    queue.name,
    attempt,
    now,
  );
  if (!known) return undefined;
  const given = JSON.parse(known.receipts) as { receipt: string; visible: number }[];
  const rows = given.map(({ receipt, visible }) =>
    cloud.db.get<MessageRow>(
      'SELECT * FROM sqs_messages WHERE queue = ? AND receipt = ? AND visible = ? AND visible > ?',
      queue.name,
      receipt,
      visible,
      now,
    ),
  );
  if (rows.some((row) => row === undefined)) return undefined;
  const again = rows.map((row) => ({ ...row!, visible: now + visibilitySeconds * 1000 }));
  for (const { seq, visible, group_id: group } of again) {
    cloud.db.run('UPDATE sqs_messages SET visible = ? WHERE seq = ?', visible, seq);
    refreshGroup(queue, group!, cloud);
  }
  rememberAttempt(queue, attempt, again, cloud);
  return again;
}

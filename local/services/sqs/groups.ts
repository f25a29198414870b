import type { Cloud } from '../../kernel/index.ts';
import type { MessageRow } from './messages.ts';
import type { QueueRow } from './queues.ts';

/**
 * Keeps the line of a FIFO queue's groups: a group stands where its oldest message became (or
 * becomes) visible. Called after every change of a group.
 */
export function refreshGroup(queue: QueueRow, group: string, cloud: Cloud): void {
  const head = cloud.db.get<Pick<MessageRow, 'seq' | 'visible'>>(
    'SELECT seq, visible FROM sqs_messages WHERE queue = ? AND group_id = ? ORDER BY seq LIMIT 1',
    queue.name,
    group,
  );
  if (!head) {
    cloud.db.run('DELETE FROM sqs_groups WHERE queue = ? AND id = ?', queue.name, group);
    return;
  }
  cloud.db.run(
    'INSERT OR REPLACE INTO sqs_groups VALUES (?, ?, ?, ?)',
    queue.name,
    group,
    head.visible,
    head.seq,
  );
}

/** Makes the line anew after many messages went at once. */
export function refreshGroups(queue: QueueRow, cloud: Cloud): void {
  const groups = cloud.db.all<{ id: string }>(
    'SELECT id FROM sqs_groups WHERE queue = ?',
    queue.name,
  );
  for (const { id } of groups) refreshGroup(queue, id, cloud);
}

/**
 * Up to `limit` messages that may be received now: group by group, of each as many as follow each
 * other visibly. A message in flight holds those behind it back, not those before it.
 */
export function fromGroups(queue: QueueRow, limit: number, cloud: Cloud): MessageRow[] {
  const now = cloud.world.now();
  const ready = cloud.db.all<{ id: string }>(
    'SELECT id FROM sqs_groups WHERE queue = ? AND ready <= ? ORDER BY ready, head LIMIT ?',
    queue.name,
    now,
    limit,
  );
  const found: MessageRow[] = [];
  for (const { id } of ready) {
    if (found.length >= limit) break;
    const rows = cloud.db.all<MessageRow>(
      'SELECT * FROM sqs_messages WHERE queue = ? AND group_id = ? ORDER BY seq LIMIT ?',
      queue.name,
      id,
      limit - found.length,
    );
    const held = rows.findIndex(({ visible }) => visible > now);
    found.push(...(held < 0 ? rows : rows.slice(0, held)));
  }
  return found;
}

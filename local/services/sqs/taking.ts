import type { ActionContext, Cloud } from '../../kernel/index.ts';
import { announceArrival, wakeUpNext } from './arrivals.ts';
import { countTraffic, noteChange } from './depth.ts';
import { fromGroups, refreshGroup, refreshGroups } from './groups.ts';
import { useKey } from './messages.ts';
import type { MessageRow } from './messages.ts';
import { attributesOf, findByArn, isFifo, redriveOf } from './queues.ts';
import type { QueueRow } from './queues.ts';
import { makeReceipt } from './receipts.ts';

/** How a receiver wants its messages. */
export interface TakeOptions {
  readonly limit: number;
  readonly visibilitySeconds: number;
}

/**
 * Takes up to `limit` visible messages and hides them; what was received too often goes to the
 * dead-letter queue.
 */
export function take(
  queue: QueueRow,
  { limit, visibilitySeconds }: TakeOptions,
  { cloud, principal }: ActionContext,
): MessageRow[] {
  useKey(queue, 'Decrypt', { cloud, principal });
  expire(queue, cloud);
  const taken: MessageRow[] = [];
  for (const row of candidates(queue, limit, cloud)) {
    if (isDead(queue, row)) moveToDeadLetters(queue, row, cloud);
    else taken.push(hide(queue, row, visibilitySeconds, cloud));
  }
  const groups = new Set(taken.map(({ group_id: group }) => group));
  for (const group of groups) if (isFifo(queue)) refreshGroup(queue, group!, cloud);
  countTraffic(queue, taken.length > 0 ? { received: taken.length } : { empty: 1 }, cloud);
  if (taken.length > 0) arrangeReturn(queue, visibilitySeconds, cloud);
  return taken;
}

/** Deletes what is older than the queue keeps messages, in flight or not. */
export function expire(queue: QueueRow, cloud: Cloud): void {
  const oldest = cloud.world.now() - Number(attributesOf(queue).MessageRetentionPeriod) * 1000;
  const gone = cloud.db.run(
    'DELETE FROM sqs_messages WHERE queue = ? AND sent < ?',
    queue.name,
    oldest,
  );
  if (gone === 0) return;
  if (isFifo(queue)) refreshGroups(queue, cloud);
  noteChange(queue, cloud);
}

/** Messages that may be received now, those first that have been visible longest. */
function candidates(queue: QueueRow, limit: number, cloud: Cloud): MessageRow[] {
  if (isFifo(queue)) return fromGroups(queue, limit, cloud);
  return cloud.db.all<MessageRow>(
    'SELECT * FROM sqs_messages WHERE queue = ? AND visible <= ? ORDER BY visible, seq LIMIT ?',
    queue.name,
    cloud.world.now(),
    limit,
  );
}

function hide(queue: QueueRow, row: MessageRow, seconds: number, cloud: Cloud): MessageRow {
  const now = cloud.world.now();
  const hidden: MessageRow = {
    ...row,
    visible: now + seconds * 1000,
    receives: row.receives + 1,
    first_receive: row.first_receive ?? now,
    receipt: makeReceipt(queue, row, cloud),
  };
  cloud.db.run(
    'UPDATE sqs_messages SET visible = ?, receives = ?, first_receive = ?, receipt = ? WHERE seq = ?',
    hidden.visible,
    hidden.receives,
    hidden.first_receive,
    hidden.receipt,
    row.seq,
  );
  return hidden;
}

function arrangeReturn(queue: QueueRow, seconds: number, cloud: Cloud): void {
  if (seconds === 0) announceArrival(queue, cloud.world.now(), cloud);
  else {
    noteChange(queue, cloud);
    wakeUpNext(queue, cloud);
  }
}

function isDead(queue: QueueRow, row: MessageRow): boolean {
  const redrive = redriveOf(queue);
  return redrive !== undefined && row.receives >= redrive.maxReceiveCount;
}

/** A dead letter keeps its receive count and, on a standard queue, its age: recorded from AWS. */
function moveToDeadLetters(queue: QueueRow, row: MessageRow, cloud: Cloud): void {
  const target = findByArn(redriveOf(queue)!.deadLetterTargetArn, cloud);
  if (!target) return;
  const now = cloud.world.now();
  cloud.db.run(
    'UPDATE sqs_messages SET queue = ?, visible = ?, receipt = NULL, source = ?, sent = ? WHERE seq = ?',
    target.name,
    now,
    queue.arn,
    isFifo(queue) ? now : row.sent,
    row.seq,
  );
  if (isFifo(queue)) {
    refreshGroup(queue, row.group_id!, cloud);
    refreshGroup(target, row.group_id!, cloud);
  }
  noteChange(queue, cloud);
  announceArrival(target, now, cloud);
}

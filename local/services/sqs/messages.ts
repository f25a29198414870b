import { createHash } from 'node:crypto';
import { AwsError } from '../../errors.ts';
import type { ActionContext, Cloud } from '../../kernel/index.ts';
import { keyNamed, keyPermission } from '../kms/keys.ts';
import { attributesOf, queueNamed, redriveOf } from './queues.ts';
import type { QueueRow } from './queues.ts';
import { wakeReceivers } from './receivers.ts';

/** A message attribute as the API takes it. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: Uint8Array;
}

/** A message to be sent. */
export interface NewMessage {
  readonly body: string;
  readonly attributes?: Readonly<Record<string, MessageAttribute>>;
  readonly delaySeconds?: number;
  readonly groupId?: string;
  readonly deduplicationId?: string;
}

/** A row of the messages' table. */
export interface MessageRow {
  readonly id: string;
  readonly queue: string;
  readonly seq: number;
  readonly body: string;
  readonly attributes: string;
  readonly sent: number;
  readonly visible: number;
  readonly receives: number;
  readonly first_receive: number | null;
  readonly receipt: string | null;
  readonly group_id: string | null;
  readonly sender: string;
}

/** What SendMessage answers. */
export interface SentMessage {
  readonly MessageId: string;
  readonly MD5OfMessageBody: string;
  readonly SequenceNumber?: string;
}

/** Milliseconds in which a FIFO queue takes a deduplication id only once. */
const DEDUPLICATION_MILLIS = 300_000;

/** Puts a message into a queue. */
export function enqueue(
  queue: QueueRow,
  message: NewMessage,
  { cloud, principal }: ActionContext,
): SentMessage {
  const settings = attributesOf(queue);
  checkSize(message.body, Number(settings.MaximumMessageSize));
  useKey(settings.KmsMasterKeyId, 'GenerateDataKey', { cloud, principal } as ActionContext);
  const duplicate = findDuplicate(queue, message, settings, cloud);
  if (duplicate) return sent(duplicate.id, message.body, duplicate.seq, queue);
  const delay = message.delaySeconds ?? Number(settings.DelaySeconds);
  const id = cloud.world.uuid();
  const now = cloud.world.now();
  const seq = cloud.db.get<{ next: number }>(
    'SELECT coalesce(max(seq), 0) + 1 AS next FROM sqs_messages',
  )!.next;
  cloud.db.run(
    'INSERT INTO sqs_messages VALUES (?, ?, ?, ?, ?, ?, ?, 0, NULL, NULL, ?, ?)',
    id,
    queue.name,
    seq,
    message.body,
    JSON.stringify(message.attributes ?? {}),
    now,
    now + delay * 1000,
    message.groupId ?? null,
    principal.arn,
  );
  becomeVisible(queue, now + delay * 1000, cloud);
  measure(queue, cloud);
  return sent(id, message.body, seq, queue);
}

/**
 * Takes up to `limit` visible messages and hides them; what was received too often goes to the
 * dead-letter queue.
 */
export function take(
  queue: QueueRow,
  limit: number,
  visibilitySeconds: number,
  { cloud, principal }: ActionContext,
): MessageRow[] {
  useKey(attributesOf(queue).KmsMasterKeyId, 'Decrypt', { cloud, principal } as ActionContext);
  const now = cloud.world.now();
  expire(queue, cloud);
  const rows = candidates(queue, limit, cloud);
  const redrive = redriveOf(queue);
  const taken: MessageRow[] = [];
  for (const row of rows) {
    if (redrive && row.receives >= redrive.maxReceiveCount) {
      moveToDeadLetters(row, redrive.deadLetterTargetArn, cloud);
      continue;
    }
    const receipt = cloud.world.uuid();
    const until = now + visibilitySeconds * 1000;
    cloud.db.run(
      'UPDATE sqs_messages SET visible = ?, receives = receives + 1, first_receive = coalesce(first_receive, ?), receipt = ? WHERE id = ?',
      until,
      now,
      receipt,
      row.id,
    );
    taken.push({
      ...row,
      receipt,
      receives: row.receives + 1,
      first_receive: row.first_receive ?? now,
      visible: until,
    });
    becomeVisible(queue, until, cloud);
  }
  return taken;
}

/**
 * Forgets a message that was received with this receipt. A stale receipt is no error in AWS, so
 * neither here.
 */
export function forget(queue: QueueRow, receipt: string, cloud: Cloud): void {
  cloud.db.run('DELETE FROM sqs_messages WHERE queue = ? AND receipt = ?', queue.name, receipt);
}

/**
 * Hides a message for longer, or shows it at once with 0 seconds. Throws when it is not in flight.
 */
export function changeVisibility(
  queue: QueueRow,
  receipt: string,
  seconds: number,
  cloud: Cloud,
): void {
  const now = cloud.world.now();
  const changed = cloud.db.run(
    'UPDATE sqs_messages SET visible = ? WHERE queue = ? AND receipt = ?',
    now + seconds * 1000,
    queue.name,
    receipt,
  );
  if (changed === 0) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value ${receipt} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
    );
  }
  becomeVisible(queue, now + seconds * 1000, cloud);
}

/** Tells receivers and event source mappings that messages are (or will be) there. */
export function becomeVisible(queue: QueueRow, at: number, cloud: Cloud): void {
  if (at <= cloud.world.now()) {
    cloud.outbox.announce('queue-ready', { queueArn: queue.arn });
    wakeReceivers(queue.name);
    return;
  }
  const key = `${queue.name}|${at}`;
  cloud.timers.set('sqs.visible', key, at, { queue: queue.name });
}

/** MD5 in hex, as SQS answers it. */
export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

function sent(id: string, body: string, seq: number, queue: QueueRow): SentMessage {
  const fifo = queue.name.endsWith('.fifo');
  return {
    MessageId: id,
    MD5OfMessageBody: md5(body),
    SequenceNumber: fifo ? String(seq).padStart(20, '0') : undefined,
  };
}

function checkSize(body: string, limit: number): void {
  if (Buffer.byteLength(body) <= limit) return;
  throw new AwsError(
    'InvalidParameterValue',
    `One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`,
  );
}

function useKey(
  keyId: string | undefined,
  action: string,
  { cloud, principal }: ActionContext,
): void {
  if (keyId && keyId !== 'alias/aws/sqs')
    cloud.authorize(principal, keyPermission(action, keyNamed(keyId, { cloud })));
}

function findDuplicate(
  queue: QueueRow,
  message: NewMessage,
  settings: Readonly<Record<string, string>>,
  cloud: Cloud,
): { id: string; seq: number } | undefined {
  if (!queue.name.endsWith('.fifo')) return undefined;
  if (!message.groupId)
    throw new AwsError(
      'MissingParameter',
      'The request must contain the parameter MessageGroupId.',
    );
  const key =
    message.deduplicationId ??
    (settings.ContentBasedDeduplication === 'true'
      ? createHash('sha256').update(message.body).digest('hex')
      : undefined);
  if (!key)
    throw new AwsError(
      'InvalidParameterValue',
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  const now = cloud.world.now();
  const known = cloud.db.get<{ id: string; seq: number }>(
    'SELECT message AS id, seq FROM sqs_deduplication WHERE queue = ? AND key = ? AND until > ?',
    queue.name,
    key,
    now,
  );
  if (known) return known;
  const next = cloud.db.get<{ next: number }>(
    'SELECT coalesce(max(seq), 0) + 1 AS next FROM sqs_messages',
  )!.next;
  cloud.db.run(
    'INSERT OR REPLACE INTO sqs_deduplication VALUES (?, ?, ?, ?, ?)',
    queue.name,
    key,
    `seq-${next}`,
    next,
    now + DEDUPLICATION_MILLIS,
  );
  return undefined;
}

function candidates(queue: QueueRow, limit: number, cloud: Cloud): MessageRow[] {
  const now = cloud.world.now();
  const fifo = queue.name.endsWith('.fifo');
  const free = fifo
    ? `AND NOT EXISTS (SELECT 1 FROM sqs_messages f WHERE f.queue = m.queue AND f.group_id = m.group_id AND f.visible > ? AND f.receipt IS NOT NULL)`
    : 'AND ? IS NOT NULL';
  return cloud.db.all<MessageRow>(
    `SELECT * FROM sqs_messages m WHERE queue = ? AND visible <= ? ${free} ORDER BY seq LIMIT ?`,
    queue.name,
    now,
    now,
    limit,
  );
}

function expire(queue: QueueRow, cloud: Cloud): void {
  const oldest = cloud.world.now() - Number(attributesOf(queue).MessageRetentionPeriod) * 1000;
  cloud.db.run('DELETE FROM sqs_messages WHERE queue = ? AND sent < ?', queue.name, oldest);
}

function moveToDeadLetters(row: MessageRow, targetArn: string, cloud: Cloud): void {
  const target = queueNamed(targetArn.slice(targetArn.lastIndexOf(':') + 1), cloud);
  cloud.db.run(
    'UPDATE sqs_messages SET queue = ?, visible = ?, receives = 0, receipt = NULL WHERE id = ?',
    target.name,
    cloud.world.now(),
    row.id,
  );
  becomeVisible(target, cloud.world.now(), cloud);
  measure(target, cloud);
}

/**
 * Length of a queue, as CloudWatch gets it; told when a message comes, for alarms on dead-letter
 * queues.
 */
function measure(queue: QueueRow, cloud: Cloud): void {
  const { n } = cloud.db.get<{ n: number }>(
    'SELECT count(*) AS n FROM sqs_messages WHERE queue = ? AND visible <= ?',
    queue.name,
    cloud.world.now(),
  )!;
  cloud.telemetry.metric({
    namespace: 'AWS/SQS',
    name: 'ApproximateNumberOfMessagesVisible',
    dimensions: { QueueName: queue.name },
    value: n,
    unit: 'Count',
  });
}

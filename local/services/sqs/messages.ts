import type { ActionContext, Cloud, Principal } from '../../kernel/index.ts';
import { keyNamed, keyPermission } from '../kms/keys.ts';
import { announceArrival } from './arrivals.ts';
import { deduplicate } from './deduplication.ts';
import { countTraffic } from './depth.ts';
import { missingParameter } from './errors.ts';
import { refreshGroup } from './groups.ts';
import { attributesDigest, md5, storedAttributes } from './message-attributes.ts';
import type { MessageAttributes } from './message-attributes.ts';
import { checkIds, checkMessage } from './message-checks.ts';
import { attributesOf, isFifo } from './queues.ts';
import type { QueueRow } from './queues.ts';

/** A message to be sent. */
export interface NewMessage {
  readonly body: string;
  readonly attributes?: MessageAttributes;
  readonly systemAttributes?: MessageAttributes;
  readonly delaySeconds?: number;
  readonly groupId?: string;
  readonly deduplicationId?: string;
}

/** A row of the messages' table. */
export interface MessageRow {
  /** Order of arrival; it never comes twice. */
  readonly seq: number;
  readonly id: string;
  readonly queue: string;
  readonly body: string;
  readonly attributes: string;
  /** Value of the AWSTraceHeader. */
  readonly trace: string | null;
  readonly sent: number;
  /** From when on it may be received. */
  readonly visible: number;
  readonly receives: number;
  readonly first_receive: number | null;
  /** The newest receipt handle. */
  readonly receipt: string | null;
  readonly group_id: string | null;
  readonly deduplication: string | null;
  readonly sender: string;
  /** ARN of the queue whose dead letter it is. */
  readonly source: string | null;
}

/** What SendMessage answers. */
export interface SentMessage {
  readonly MessageId: string;
  readonly MD5OfMessageBody: string;
  readonly MD5OfMessageAttributes?: string;
  readonly MD5OfMessageSystemAttributes?: string;
  readonly SequenceNumber?: string;
}

/** Puts a message into a queue. */
export function enqueue(
  queue: QueueRow,
  message: NewMessage,
  context: ActionContext,
  batch = false,
): SentMessage {
  checkMessage(queue, message, batch);
  checkIds(queue, message);
  if (isFifo(queue) && message.groupId === undefined) throw missingParameter('MessageGroupId');
  const { cloud } = context;
  useKey(queue, 'GenerateDataKey', context);
  const { key, known } = deduplicate(queue, message, cloud);
  if (known) return sent(queue, message, known);
  const id = cloud.world.uuid();
  const seq = insert(queue, { ...message, deduplicationId: key?.id }, id, context);
  key?.remember(id, seq);
  return sent(queue, message, { id, seq });
}

/** Throws unless the caller may use the queue's own key. */
export function useKey(
  queue: QueueRow,
  action: string,
  { cloud, principal }: Pick<ActionContext, 'cloud' | 'principal'>,
): void {
  const keyId = attributesOf(queue).KmsMasterKeyId;
  if (keyId && keyId !== 'alias/aws/sqs')
    cloud.authorize(principal, keyPermission(action, keyNamed(keyId, { cloud })));
}

/** Twenty digits that grow, as FIFO queues number their messages. */
export function sequenceNumber(seq: number): string {
  return String(18_850_000_000_000_000_000n + BigInt(seq) * 256n);
}

/** The message with that id in the queue, where it is there. */
export function messageWithId(queue: QueueRow, id: string, cloud: Cloud): MessageRow | undefined {
  return cloud.db.get<MessageRow>(
    'SELECT * FROM sqs_messages WHERE id = ? AND queue = ?',
    id,
    queue.name,
  );
}

function insert(
  queue: QueueRow,
  message: NewMessage,
  id: string,
  { cloud, principal, http }: ActionContext,
): number {
  const now = cloud.world.now();
  const fifo = isFifo(queue);
  const own = fifo ? undefined : message.delaySeconds;
  const visible = now + (own ?? Number(attributesOf(queue).DelaySeconds)) * 1000;
  const trace =
    message.systemAttributes?.AWSTraceHeader?.StringValue ??
    firstOf(http?.request.headers['x-amzn-trace-id']);
  const { seq } = cloud.db.get<{ seq: number }>(
    `INSERT INTO sqs_messages (id, queue, body, attributes, trace, sent, visible, receives,
       group_id, deduplication, sender) VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?) RETURNING seq`,
    id,
    queue.name,
    message.body,
    storedAttributes(message.attributes ?? {}),
    trace ?? null,
    now,
    visible,
    message.groupId ?? null,
    message.deduplicationId ?? null,
    senderOf(principal, cloud),
  )!;
  if (fifo) refreshGroup(queue, message.groupId!, cloud);
  countTraffic(queue, { sent: 1 }, cloud);
  announceArrival(queue, visible, cloud);
  return seq;
}

function sent(
  queue: QueueRow,
  message: NewMessage,
  { id, seq }: { readonly id: string; readonly seq: number },
): SentMessage {
  return {
    MessageId: id,
    MD5OfMessageBody: md5(message.body),
    MD5OfMessageAttributes: attributesDigest(message.attributes ?? {}),
    MD5OfMessageSystemAttributes: attributesDigest(message.systemAttributes ?? {}),
    SequenceNumber: isFifo(queue) ? sequenceNumber(seq) : undefined,
  };
}

/** A role's session and a user are shown by their ids, the account's root by the account. */
function senderOf(principal: Principal, cloud: Cloud): string {
  if (principal.kind === 'root') return principal.accountId;
  if (principal.kind === 'user') return principal.userId;
  if (principal.kind !== 'role') return principal.arn;
  const role = cloud.db.get<{ id: string }>(
    'SELECT id FROM iam_roles WHERE arn = ?',
    principal.roleArn,
  );
  return role ? `${role.id}:${principal.sessionName}` : principal.arn;
}

function firstOf(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : header?.[0];
}

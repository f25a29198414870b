import { createHash } from 'node:crypto';
import type { ActionContext, Cloud } from '../../kernel/index.ts';
import { keyNamed, keyPermission } from '../kms/keys.ts';
import { attributesSize } from '../sqs/message-attributes.ts';
import type { MessageAttribute } from '../sqs/message-attributes.ts';
import { fanOut } from './delivery.ts';
import { invalidParameter } from './errors.ts';
import { checkMessageAttributes } from './message-attributes.ts';
import { storedAttributes } from './messages.ts';
import { attributesOf, isFifo } from './topics.ts';
import type { TopicRow } from './topics.ts';

/** Members of a message in Publish and in an entry of PublishBatch. */
export interface PublishInput {
  readonly Message: string;
  readonly Subject?: string;
  readonly MessageStructure?: string;
  readonly MessageAttributes?: Readonly<Record<string, MessageAttribute>>;
  readonly MessageGroupId?: string;
  readonly MessageDeduplicationId?: string;
}

/** What Publish answers. */
export interface Published {
  readonly MessageId: string;
  readonly SequenceNumber?: string;
}

/** Bytes that a message, or a batch of them, may have. */
export const MAX_BYTES = 262_144;

/** Milliseconds in which a FIFO topic takes a deduplication id only once. */
const DEDUPLICATION_MILLIS = 300_000;

/** Publishes a message to a topic. Throws AWS's refusals. */
export function publishTo(topic: TopicRow, input: PublishInput, context: ActionContext): Published {
  checkContent(input);
  checkMessageAttributes(input.MessageAttributes ?? {});
  checkIds(topic, input);
  useKey(topic, context);
  const { cloud } = context;
  if (!isFifo(topic)) return send(topic, input, undefined, context);
  const id =
    input.MessageDeduplicationId ?? createHash('sha256').update(input.Message).digest('hex');
  const known = findDuplicate(topic, input.MessageGroupId!, id, cloud);
  return known ?? send(topic, input, id, context);
}

/** Bytes of a message with its attributes. */
export function sizeOf(input: PublishInput): number {
  return Buffer.byteLength(input.Message) + attributesSize(input.MessageAttributes ?? {});
}

/** Throws where ids that FIFO topics demand are missing, or where there may be none. */
export function checkIds(topic: TopicRow, input: PublishInput): void {
  const { MessageGroupId: group, MessageDeduplicationId: id } = input;
  if (!isFifo(topic)) {
    if (id === undefined) return;
    throw invalidParameter(
      'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
    );
  }
  if (!group) throw invalidParameter('The MessageGroupId parameter is required for FIFO topics');
  if (id === undefined && attributesOf(topic).ContentBasedDeduplication !== 'true') {
    throw invalidParameter(
      'The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }
}

/** Throws what AWS refuses of a message and its subject. */
export function checkContent(input: PublishInput): void {
  if (input.Message === '') throw invalidParameter('Empty message');
  if (sizeOf(input) > MAX_BYTES) throw invalidParameter('Message too long');
  if (input.Subject !== undefined && !isSubject(input.Subject)) throw invalidParameter('Subject');
}

/** Up to a hundred printable ASCII characters in one line that begins with none of the blanks. */
function isSubject(subject: string): boolean {
  return /^[\x21-\x7e][\x20-\x7e]{0,99}$/.test(subject);
}

/** The texts of a message by protocol, where its structure is JSON. */
export function protocolsOf(input: PublishInput): Readonly<Record<string, string>> | undefined {
  if (input.MessageStructure === undefined) return undefined;
  if (input.MessageStructure !== 'json') throw invalidParameter('MessageStructure');
  let parsed: unknown;
  try {
    parsed = JSON.parse(input.Message);
  } catch {
    throw invalidParameter('Message Structure - JSON message body failed to parse');
  }
  const entries = Object.entries((parsed ?? {}) as Record<string, unknown>);
  // What is no text is passed over, so that the default holds: recorded from AWS.
  const texts = Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
  if (texts.default === undefined)
    throw invalidParameter('Message Structure - No default entry in JSON message body');
  return texts;
}

function send(
  topic: TopicRow,
  input: PublishInput,
  deduplicationId: string | undefined,
  { cloud, http }: ActionContext,
): Published {
  const byProtocol = protocolsOf(input);
  const id = cloud.world.uuid();
  const sequence = deduplicationId === undefined ? undefined : nextSequence(id, cloud);
  if (sequence !== undefined) {
    cloud.db.run(
      'INSERT OR REPLACE INTO sns_deduplication VALUES (?, ?, ?, ?, ?)',
      topic.arn,
      keyOf(topic, input.MessageGroupId!, deduplicationId!),
      id,
      sequence,
      cloud.world.now() + DEDUPLICATION_MILLIS,
    );
  }
  const trace = http?.request.headers['x-amzn-trace-id'];
  fanOut(
    {
      id,
      topic: topic.arn,
      type: 'Notification',
      message: byProtocol?.default ?? input.Message,
      byProtocol,
      subject: input.Subject,
      attributes: storedAttributes(input.MessageAttributes ?? {}),
      published: cloud.world.now(),
      groupId: input.MessageGroupId,
      deduplicationId,
      sequence,
      signature: attributesOf(topic).SignatureVersion ?? '1',
      trace: typeof trace === 'string' ? trace : undefined,
    },
    cloud,
  );
  return { MessageId: id, SequenceNumber: sequence };
}

function findDuplicate(
  topic: TopicRow,
  group: string,
  id: string,
  cloud: Cloud,
): Published | undefined {
  const now = cloud.world.now();
  cloud.db.run('DELETE FROM sns_deduplication WHERE topic = ? AND until <= ?', topic.arn, now);
  const known = cloud.db.get<{ message: string; sequence: string }>(
    'SELECT message, sequence FROM sns_deduplication WHERE topic = ? AND key = ?',
    topic.arn,
    keyOf(topic, group, id),
  );
  return known && { MessageId: known.message, SequenceNumber: known.sequence };
}

/** A scope of message groups takes an id once per group. */
function keyOf(topic: TopicRow, group: string, id: string): string {
  return attributesOf(topic).FifoThroughputScope === 'MessageGroup' ? `${group} ${id}` : id;
}

/** Twenty digits that grow, as FIFO topics number their messages. */
function nextSequence(message: string, cloud: Cloud): string {
  const { number } = cloud.db.get<{ number: number }>(
    'INSERT INTO sns_sequence (message) VALUES (?) RETURNING number',
    message,
  )!;
  cloud.db.run('DELETE FROM sns_sequence WHERE number < ?', number);
  return String(10_000_000_000_000_000_000n + BigInt(number) * 1000n);
}

/**
 * A topic with a customer's key demands `kms:GenerateDataKey` and `kms:Decrypt` of who publishes.
 */
function useKey(topic: TopicRow, { cloud, principal }: ActionContext): void {
  const key = attributesOf(topic).KmsMasterKeyId;
  if (!key || key === 'alias/aws/sns') return;
  for (const name of ['GenerateDataKey', 'Decrypt'])
    cloud.authorize(principal, keyPermission(name, keyNamed(key, { cloud })));
}

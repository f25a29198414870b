import { processAction } from '../../../kernel/index.ts';
import type { ActionContext } from '../../../kernel/index.ts';
import { wakeAfter } from '../../../world/world.ts';
import { md5, take } from '../messages.ts';
import type { MessageAttribute, MessageRow } from '../messages.ts';
import { attributesOf, nameInUrl, onQueue, queueNamed } from '../queues.ts';
import { waitForMessage } from '../receivers.ts';

/** Input of ReceiveMessage. */
export interface ReceiveMessageInput {
  readonly QueueUrl: string;
  readonly MaxNumberOfMessages?: number;
  readonly VisibilityTimeout?: number;
  readonly WaitTimeSeconds?: number;
  readonly AttributeNames?: readonly string[];
  readonly MessageSystemAttributeNames?: readonly string[];
  readonly MessageAttributeNames?: readonly string[];
}

/** ReceiveMessage; long polling waits in real seconds, on a virtual clock too. */
export const receiveMessage = processAction(
  'ReceiveMessage',
  onQueue('ReceiveMessage'),
  async (input: ReceiveMessageInput, context) => {
    const { cloud } = context;
    const name = nameInUrl(input.QueueUrl);
    const settings = attributesOf(queueNamed(name, cloud));
    const visibility = input.VisibilityTimeout ?? Number(settings.VisibilityTimeout);
    const receive = () =>
      cloud.db.transaction(() =>
        take(queueNamed(name, cloud), input.MaxNumberOfMessages ?? 1, visibility, context),
      );
    let rows = receive();
    const wait = input.WaitTimeSeconds ?? Number(settings.ReceiveMessageWaitTimeSeconds);
    if (rows.length === 0 && wait > 0) {
      await arrival(name, wait, context);
      rows = receive();
    }
    return { Messages: rows.length > 0 ? rows.map((row) => asMessage(row, input)) : undefined };
  },
);

/** How a message is shown to its receiver. */
export function asMessage(row: MessageRow, input: ReceiveMessageInput) {
  const attributes = JSON.parse(row.attributes) as Record<string, MessageAttribute>;
  const wanted = input.MessageAttributeNames ?? [];
  const shown = Object.entries(attributes).filter(([name]) =>
    wanted.some((pattern) => matches(pattern, name)),
  );
  return {
    MessageId: row.id,
    ReceiptHandle: row.receipt!,
    Body: row.body,
    MD5OfBody: md5(row.body),
    Attributes: systemAttributes(row, [
      ...(input.AttributeNames ?? []),
      ...(input.MessageSystemAttributeNames ?? []),
    ]),
    MessageAttributes: shown.length > 0 ? Object.fromEntries(shown) : undefined,
  };
}

function systemAttributes(
  row: MessageRow,
  wanted: readonly string[],
): Readonly<Record<string, string>> | undefined {
  if (wanted.length === 0) return undefined;
  const all: Record<string, string> = {
    SenderId: row.sender,
    SentTimestamp: String(row.sent),
    ApproximateReceiveCount: String(row.receives),
    ApproximateFirstReceiveTimestamp: String(row.first_receive),
    ...(row.group_id
      ? { MessageGroupId: row.group_id, SequenceNumber: String(row.seq).padStart(20, '0') }
      : {}),
  };
  const shown = Object.entries(all).filter(
    ([name]) => wanted.includes('All') || wanted.includes(name),
  );
  return Object.fromEntries(shown);
}

function matches(pattern: string, name: string): boolean {
  return (
    pattern === 'All' ||
    pattern === '.*' ||
    pattern === name ||
    (pattern.endsWith('.*') && name.startsWith(pattern.slice(0, -2)))
  );
}

async function arrival(queue: string, seconds: number, { http }: ActionContext): Promise<void> {
  const { arrived, cancel } = waitForMessage(queue);
  const stop = wakeAfter(seconds * 1000, cancel);
  http?.response.once('close', cancel);
  await arrived;
  stop();
}

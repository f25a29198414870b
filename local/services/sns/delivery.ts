import type { Cloud, Delivery } from '../../kernel/index.ts';
import { testOf } from '../events/rules.ts';
import type { SubscriptionRow } from './topics.ts';

/** A message attribute as SNS shows it. */
export interface TopicAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
}

/** A message that was published. */
export interface TopicMessage {
  readonly id: string;
  readonly topic: string;
  readonly message: string;
  readonly subject: string | undefined;
  readonly attributes: Readonly<Record<string, TopicAttribute>>;
  readonly published: number;
  readonly groupId: string | undefined;
}

/** One message on its way to one subscription. */
export interface TopicDelivery {
  readonly subscription: string;
  readonly message: TopicMessage;
}

/** Sends a message to every subscription whose filter policy accepts it. */
export function fanOut(message: TopicMessage, cloud: Cloud): void {
  for (const row of cloud.db.all<SubscriptionRow>(
    'SELECT * FROM sns_subscriptions WHERE topic = ?',
    message.topic,
  )) {
    if (accepts(row, message))
      cloud.outbox.send('sns.deliver', { subscription: row.arn, message } satisfies TopicDelivery, {
        retry: { maxAttempts: 4, backoffSeconds: [1, 20, 20] },
      });
  }
}

/**
 * Delivers to a queue, a function or a mailbox; what fails to the end goes to the subscription's
 * dead-letter queue.
 */
export async function deliver({
  payload: { subscription, message },
  cloud,
  lastAttempt,
}: Delivery<TopicDelivery>): Promise<void> {
  const row = cloud.db.get<SubscriptionRow>(
    'SELECT * FROM sns_subscriptions WHERE arn = ?',
    subscription,
  );
  if (!row) return;
  try {
    await SENDERS[row.protocol]!(row, message, cloud);
  } catch (error) {
    if (!lastAttempt) throw error;
    const redrive = attributesOf(row).RedrivePolicy;
    if (redrive)
      await sendToQueue(
        (JSON.parse(redrive) as { deadLetterTargetArn: string }).deadLetterTargetArn,
        envelope(row, message, cloud),
        row,
        cloud,
      );
  }
}

type Send = (row: SubscriptionRow, message: TopicMessage, cloud: Cloud) => Promise<unknown>;

/**
 * Protocols that are offered. E-mail goes into a mailbox of the store, for there is nobody else to
 * send it to.
 */
export const SENDERS: Readonly<Record<string, Send>> = {
  sqs: (row, message, cloud) =>
    sendToQueue(
      row.endpoint,
      attributesOf(row).RawMessageDelivery === 'true'
        ? message.message
        : envelope(row, message, cloud),
      row,
      cloud,
      message,
    ),
  lambda: (row, message, cloud) =>
    cloud.call(
      'lambda',
      'Invoke',
      {
        FunctionName: row.endpoint,
        InvocationType: 'Event',
        Payload: JSON.stringify({
          Records: [
            {
              EventSource: 'aws:sns',
              EventVersion: '1.0',
              EventSubscriptionArn: row.arn,
              Sns: {
                ...(JSON.parse(envelope(row, message, cloud)) as object),
                MessageAttributes: typed(message),
              },
            },
          ],
        }),
      },
      service(row, cloud),
    ),
  email: async (row, message, cloud) => {
    cloud.db.run(
      'INSERT OR IGNORE INTO sns_mail VALUES (?, ?, ?, ?, ?)',
      `${message.id}|${row.arn}`,
      row.endpoint,
      message.subject ?? 'AWS Notification Message',
      message.message,
      message.published,
    );
  },
};

function sendToQueue(
  arn: string,
  body: string,
  row: SubscriptionRow,
  cloud: Cloud,
  message?: TopicMessage,
): Promise<unknown> {
  const name = arn.slice(arn.lastIndexOf(':') + 1);
  const raw = attributesOf(row).RawMessageDelivery === 'true';
  return cloud.call(
    'sqs',
    'SendMessage',
    {
      QueueUrl: `${cloud.endpoint}/${cloud.accountId}/${name}`,
      MessageBody: body,
      MessageAttributes: raw ? message?.attributes : undefined,
      MessageGroupId: message?.groupId,
    },
    service(row, cloud),
  );
}

function service(row: SubscriptionRow, cloud: Cloud) {
  return {
    kind: 'service',
    arn: 'sns.amazonaws.com',
    accountId: cloud.accountId,
    sourceArn: row.topic,
  } as const;
}

function envelope(row: SubscriptionRow, message: TopicMessage, cloud: Cloud): string {
  return JSON.stringify({
    Type: 'Notification',
    MessageId: message.id,
    TopicArn: message.topic,
    Subject: message.subject,
    Message: message.message,
    Timestamp: new Date(message.published).toISOString(),
    SignatureVersion: '1',
    Signature: 'EXAMPLE',
    SigningCertURL: `${cloud.endpoint}/_sns/certificate.pem`,
    UnsubscribeURL: `${cloud.endpoint}/?Action=Unsubscribe&SubscriptionArn=${row.arn}`,
    MessageAttributes: Object.keys(message.attributes).length > 0 ? typed(message) : undefined,
  });
}

function typed({ attributes }: TopicMessage): object {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue }]) => [
      name,
      { Type: DataType, Value: StringValue },
    ]),
  );
}

function attributesOf(row: SubscriptionRow): Readonly<Record<string, string>> {
  return JSON.parse(row.attributes) as Record<string, string>;
}

function accepts(row: SubscriptionRow, message: TopicMessage): boolean {
  const { FilterPolicy: policy, FilterPolicyScope: scope = 'MessageAttributes' } =
    attributesOf(row);
  if (!policy || policy === '{}') return true;
  return testOf(policy)(scope === 'MessageBody' ? bodyOf(message) : valuesOf(message));
}

function bodyOf({ message }: TopicMessage): Record<string, unknown> {
  try {
    return JSON.parse(message) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function valuesOf({ attributes }: TopicMessage): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue = '' }]) => {
      if (DataType === 'Number') return [name, Number(StringValue)];
      return [
        name,
        DataType === 'String.Array' ? (JSON.parse(StringValue) as unknown) : StringValue,
      ];
    }),
  );
}

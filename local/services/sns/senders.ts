import { AwsError } from '../../errors.ts';
import type { Cloud } from '../../kernel/index.ts';
import { envelope, lambdaEvent } from './envelope.ts';
import { post } from './http.ts';
import { keepMail } from './mail.ts';
import { queueAttributes, textFor } from './messages.ts';
import type { TopicMessage } from './messages.ts';
import { findEndpoint, isEnabled, platformOf } from './push/endpoints.ts';
import { isRaw } from './subscriptions.ts';
import type { SubscriptionRow } from './subscriptions.ts';

/** Delivers a message to the endpoint of a subscription. */
export type Send = (row: SubscriptionRow, message: TopicMessage, cloud: Cloud) => Promise<unknown>;

/**
 * Protocols that are offered. Mail, short messages and notes to devices go into a mailbox of the
 * store, for there is nobody else to send them to.
 */
export const SENDERS: Readonly<Record<string, Send>> = {
  sqs: (row, message, cloud) => sendToQueue(row.endpoint, { row, message }, cloud),
  lambda: (row, message, cloud) =>
    cloud.call(
      'lambda',
      'Invoke',
      {
        FunctionName: row.endpoint,
        InvocationType: 'Event',
        Payload: lambdaEvent(row, message, cloud),
      },
      principalFor(row, cloud),
    ),
  http: post,
  https: post,
  email: keep,
  'email-json': keep,
  sms: keep,
  application: async (row, message, cloud) => {
    const endpoint = findEndpoint(row.endpoint, cloud);
    if (!endpoint || !isEnabled(endpoint))
      throw new AwsError('EndpointDisabled', 'Endpoint is disabled');
    await keep(row, message, cloud);
  },
};

/** Protocols whose endpoint has to confirm that it wants messages. */
export const CONFIRMED = new Set(['http', 'https', 'email', 'email-json']);

/** Sends a message to a queue: as it is where the subscription wants it raw, else in an envelope. */
export function sendToQueue(
  arn: string,
  { row, message }: { readonly row: SubscriptionRow; readonly message: TopicMessage },
  cloud: Cloud,
): Promise<unknown> {
  const name = arn.slice(arn.lastIndexOf(':') + 1);
  const raw = isRaw(row);
  const fifo = name.endsWith('.fifo');
  const attributes = queueAttributes(message.attributes);
  return cloud.call(
    'sqs',
    'SendMessage',
    {
      QueueUrl: `${cloud.endpoint}/${cloud.accountId}/${name}`,
      MessageBody: raw ? textFor(message, row.protocol) : envelope(row, message, cloud),
      MessageAttributes: raw && Object.keys(attributes).length > 0 ? attributes : undefined,
      MessageSystemAttributes: message.trace
        ? { AWSTraceHeader: { DataType: 'String', StringValue: message.trace } }
        : undefined,
      MessageGroupId: fifo || message.sequence === undefined ? message.groupId : undefined,
      MessageDeduplicationId: fifo ? message.deduplicationId : undefined,
    },
    principalFor(row, cloud),
  );
}

function principalFor(row: SubscriptionRow, cloud: Cloud) {
  return {
    kind: 'service',
    arn: 'sns.amazonaws.com',
    accountId: cloud.accountId,
    sourceArn: row.topic,
  } as const;
}

async function keep(row: SubscriptionRow, message: TopicMessage, cloud: Cloud): Promise<void> {
  const { protocol, endpoint } = row;
  const key = protocol === 'application' ? platformOf(endpoint) : protocol;
  const letter = {
    id: `${message.id}|${row.arn}`,
    address: endpoint,
    subject: message.subject,
    body: protocol === 'email-json' ? envelope(row, message, cloud) : textFor(message, key),
    sent: message.published,
  };
  keepMail(letter, cloud);
}

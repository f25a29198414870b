import type { Cloud } from '../../kernel/index.ts';
import { shownAttributes, textFor } from './messages.ts';
import type { TopicMessage } from './messages.ts';
import type { SubscriptionRow } from './subscriptions.ts';

/** The JSON that queues, mailboxes and web servers get, unless they want the message alone. */
export function envelope(row: SubscriptionRow, message: TopicMessage, cloud: Cloud): string {
  return JSON.stringify({
    ...headOf(row, message),
    ...signature(message, cloud, 'SigningCertURL'),
    ...linksOf(row, message, cloud),
    MessageAttributes:
      Object.keys(message.attributes).length > 0 ? shownAttributes(message.attributes) : undefined,
  });
}

/** The event that a function gets; some names are written otherwise there. */
export function lambdaEvent(row: SubscriptionRow, message: TopicMessage, cloud: Cloud): string {
  const record = {
    EventSource: 'aws:sns',
    EventVersion: '1.0',
    EventSubscriptionArn: row.arn,
    Sns: {
      ...headOf(row, message),
      Subject: message.subject ?? null,
      ...signature(message, cloud, 'SigningCertUrl'),
      UnsubscribeUrl: unsubscribeUrl(row, cloud),
      MessageAttributes: shownAttributes(message.attributes),
    },
  };
  return JSON.stringify({ Records: [record] });
}

/** The address that confirms a subscription for whoever knows its token. */
export function confirmUrl({ topic, token }: TopicMessage, cloud: Cloud): string {
  return `${cloud.endpoint}/_sns/?Action=ConfirmSubscription&TopicArn=${topic}&Token=${token}`;
}

function headOf(row: SubscriptionRow, message: TopicMessage): object {
  return {
    Type: message.type,
    MessageId: message.id,
    SequenceNumber: message.sequence,
    Token: message.token,
    TopicArn: message.topic,
    Subject: message.subject,
    Message: textFor(message, row.protocol),
    Timestamp: new Date(message.published).toISOString(),
  };
}

/** Messages of FIFO topics are not signed: recorded from AWS. */
function signature(message: TopicMessage, cloud: Cloud, certificate: string): object {
  if (message.sequence !== undefined) return {};
  return {
    SignatureVersion: message.signature,
    Signature: 'NOT-SIGNED-BY-THE-LOCAL-CLOUD',
    [certificate]: `${cloud.endpoint}/_sns/SimpleNotificationService-local.pem`,
  };
}

function linksOf(row: SubscriptionRow, message: TopicMessage, cloud: Cloud): object {
  return message.type === 'Notification'
    ? { UnsubscribeURL: unsubscribeUrl(row, cloud) }
    : { SubscribeURL: confirmUrl(message, cloud) };
}

function unsubscribeUrl(row: SubscriptionRow, cloud: Cloud): string {
  return `${cloud.endpoint}/_sns/?Action=Unsubscribe&SubscriptionArn=${row.arn}`;
}

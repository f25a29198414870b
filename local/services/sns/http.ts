import { AwsError } from '../../errors.ts';
import type { Cloud } from '../../kernel/index.ts';
import { wakeAfter } from '../../world/world.ts';
import { envelope } from './envelope.ts';
import { textFor } from './messages.ts';
import type { TopicMessage } from './messages.ts';
import { isRaw } from './subscriptions.ts';
import type { SubscriptionRow } from './subscriptions.ts';

/** Seconds that a web server has to answer. Source: SNS developer guide. */
const TIMEOUT_SECONDS = 15;

/** Posts a message to a web server. Throws when it does not take it. */
export async function post(
  row: SubscriptionRow,
  message: TopicMessage,
  cloud: Cloud,
): Promise<void> {
  const raw = message.type === 'Notification' && isRaw(row);
  const patience = new AbortController();
  const stop = wakeAfter(TIMEOUT_SECONDS * 1000, () => patience.abort());
  try {
    const answer = await fetch(row.endpoint, {
      method: 'POST',
      signal: patience.signal,
      headers: headersOf(row, message, raw),
      body: raw ? textFor(message, row.protocol) : envelope(row, message, cloud),
    });
    await answer.body?.cancel();
    if (!answer.ok) throw refusal(answer.status);
  } finally {
    stop();
  }
}

function headersOf(
  row: SubscriptionRow,
  message: TopicMessage,
  raw: boolean,
): Record<string, string> {
  return {
    'content-type': 'text/plain; charset=UTF-8',
    'user-agent': 'Amazon Simple Notification Service Agent',
    'accept-encoding': 'gzip,deflate',
    'x-amz-sns-message-type': message.type,
    'x-amz-sns-message-id': message.id,
    'x-amz-sns-topic-arn': message.topic,
    ...(message.type === 'SubscriptionConfirmation'
      ? {}
      : { 'x-amz-sns-subscription-arn': row.arn }),
    ...(raw ? { 'x-amz-sns-rawdelivery': 'true' } : {}),
  };
}

/** A server that refuses is not asked again; one that is in trouble, or too busy, is. */
function refusal(status: number): Error {
  const text = `the endpoint answered ${status}`;
  const permanent = status < 500 && status !== 429;
  return permanent ? new AwsError('EndpointRefused', text, { status }) : new Error(text);
}

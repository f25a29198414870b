import { AwsError } from '../../errors.ts';
import type { Cloud, Delivery, RetryPolicy } from '../../kernel/index.ts';
import { httpDelays } from './delivery-policy.ts';
import { logDelivery } from './feedback.ts';
import { accepts } from './filter/accepts.ts';
import type { TopicMessage } from './messages.ts';
import { SENDERS, sendToQueue } from './senders.ts';
import { findSubscription, subscriptionAttributes } from './subscriptions.ts';
import type { SubscriptionRow } from './subscriptions.ts';
import { attributesOf, findTopic } from './topics.ts';

/** One message on its way to one subscription. */
export interface TopicDelivery {
  /** The subscription as it was: a goodbye is delivered after it is gone. */
  readonly subscription: SubscriptionRow;
  readonly message: TopicMessage;
}

/** Sends a message to every subscription whose filter policy accepts it. */
export function fanOut(message: TopicMessage, cloud: Cloud): void {
  const rows = cloud.db.all<SubscriptionRow>(
    'SELECT * FROM sns_subscriptions WHERE topic = ? ORDER BY rowid',
    message.topic,
  );
  for (const row of rows) if (hears(row) && accepts(row, message)) sendLater(row, message, cloud);
}

/** Puts a message on its way. */
export function sendLater(row: SubscriptionRow, message: TopicMessage, cloud: Cloud): void {
  const payload: TopicDelivery = { subscription: row, message };
  cloud.outbox.send('sns.deliver', payload, { retry: retryOf(row, cloud) });
}

/**
 * Delivers to an endpoint; what fails to the end, or for good, goes to the subscription's
 * dead-letter queue.
 */
export async function deliver({
  payload: { subscription, message },
  cloud,
  attempt,
  lastAttempt,
}: Delivery<TopicDelivery>): Promise<void> {
  const row =
    message.type === 'Notification' ? findSubscription(subscription.arn, cloud) : subscription;
  if (!row) return;
  try {
    const answer = await SENDERS[row.protocol]!(row, message, cloud);
    logDelivery({ row, message, attempts: attempt, answer }, cloud);
  } catch (error) {
    if (!lastAttempt && !isPermanent(error)) throw error;
    logDelivery({ row, message, attempts: attempt, error }, cloud);
    const { RedrivePolicy } = subscriptionAttributes(row);
    if (!RedrivePolicy) return;
    const target = JSON.parse(RedrivePolicy) as { readonly deadLetterTargetArn: string };
    await sendToQueue(target.deadLetterTargetArn, { row, message }, cloud);
  }
}

/** Mail is kept though nobody confirms it; a web server hears nothing before it has confirmed. */
function hears(row: SubscriptionRow): boolean {
  return row.token === null || row.protocol.startsWith('email');
}

/** An endpoint that is gone, or that refuses, stays so: AWS does not try again. */
function isPermanent(error: unknown): boolean {
  return error instanceof AwsError && (error.status ?? 400) < 500;
}

function retryOf(row: SubscriptionRow, cloud: Cloud): RetryPolicy {
  if (!row.protocol.startsWith('http')) return { maxAttempts: 4, backoffSeconds: [1, 20, 20] };
  const topic = findTopic(row.topic, cloud);
  const delays = httpDelays(
    topic && attributesOf(topic).DeliveryPolicy,
    subscriptionAttributes(row).DeliveryPolicy,
  );
  return { maxAttempts: delays.length + 1, backoffSeconds: delays };
}

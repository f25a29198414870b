import type { ActionContext, Cloud, Permission } from '../../kernel/index.ts';
import { checkArn, invalidParameter, notFound } from './errors.ts';
import { page } from './pages.ts';
import type { Attributes } from './topics.ts';

/** A row of the subscriptions' table. */
export interface SubscriptionRow {
  readonly arn: string;
  readonly topic: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly attributes: string;
  /** Who subscribed. */
  readonly principal: string;
  /** The token that confirms it; null once it is confirmed. */
  readonly token: string | null;
  /** 1 where only a signed request may unsubscribe. */
  readonly signed: number;
  /** When it was made. */
  readonly since: number;
}

/** The subscription, or AWS's error for malformed ARNs and for nothing. */
export function subscriptionAt(arn: string, cloud: Cloud): SubscriptionRow {
  checkSubscriptionArn(arn);
  const row = findSubscription(arn, cloud);
  if (!row) throw notFound('Subscription');
  return row;
}

/** The subscription, where it is there. */
export function findSubscription(arn: string, cloud: Cloud): SubscriptionRow | undefined {
  return cloud.db.get<SubscriptionRow>('SELECT * FROM sns_subscriptions WHERE arn = ?', arn);
}

/** Throws unless the text names a subscription: an ARN with the subscription's own id. */
export function checkSubscriptionArn(arn: string): void {
  checkArn('SubscriptionArn', arn);
  if (arn.split(':').length < 7) throw invalidParameter('SubscriptionId');
}

/** The attributes of a subscription that were set. */
export function subscriptionAttributes({ attributes }: SubscriptionRow): Attributes {
  return JSON.parse(attributes) as Record<string, string>;
}

/** True where a subscription wants messages without an envelope. */
export function isRaw(row: SubscriptionRow): boolean {
  return subscriptionAttributes(row).RawMessageDelivery === 'true';
}

/** Permission for an action on a subscription. */
export function onSubscription(action: string) {
  return (
    { SubscriptionArn }: { readonly SubscriptionArn: string },
    _context: ActionContext,
  ): readonly Permission[] => [{ action: `sns:${action}`, resource: SubscriptionArn }];
}

/** A page of subscriptions, of one topic or of all. */
export function subscriptionPage(
  topic: string | undefined,
  token: string | undefined,
  cloud: Cloud,
) {
  const { rows, NextToken } = page(token, (after, limit) =>
    cloud.db.all<SubscriptionRow>(
      'SELECT * FROM sns_subscriptions WHERE (? IS NULL OR topic = ?) AND arn > ? ORDER BY arn LIMIT ?',
      topic ?? null,
      topic ?? null,
      after,
      limit,
    ),
  );
  const Subscriptions = rows.map((row) => ({
    SubscriptionArn: row.token === null ? row.arn : 'PendingConfirmation',
    TopicArn: row.topic,
    Protocol: row.protocol,
    Endpoint: row.endpoint,
    Owner: cloud.accountId,
  }));
  return { Subscriptions, NextToken };
}

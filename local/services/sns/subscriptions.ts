import type { ActionContext, Cloud, Permission } from '../../kernel/index.ts';
import { checkArn, invalidParameter, notFound } from './errors.ts';
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
}

/** Rows of one page of a listing. */
const PAGE = 100;

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
  const rows = cloud.db.all<SubscriptionRow>(
    'SELECT * FROM sns_subscriptions WHERE (? IS NULL OR topic = ?) AND arn > ? ORDER BY arn LIMIT ?',
    topic ?? null,
    topic ?? null,
    afterToken(token),
    PAGE + 1,
  );
  const page = rows.slice(0, PAGE);
  return {
    Subscriptions: page.map((row) => ({
      SubscriptionArn: row.token === null ? row.arn : 'PendingConfirmation',
      TopicArn: row.topic,
      Protocol: row.protocol,
      Endpoint: row.endpoint,
      Owner: cloud.accountId,
    })),
    NextToken: rows.length > PAGE ? pageToken(page.at(-1)!.arn) : undefined,
  };
}

/** The token of the page that begins after an ARN. */
export function pageToken(arn: string): string {
  return Buffer.from(`after ${arn}`).toString('base64');
}

/** The ARN after which the page of a token begins. */
export function afterToken(token: string | undefined): string {
  if (!token) return '';
  const text = Buffer.from(token, 'base64').toString('utf8');
  if (!text.startsWith('after ')) throw invalidParameter('NextToken');
  return text.slice('after '.length);
}

import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import type { ActionContext, Permission } from '../../../kernel/index.ts';
import { SENDERS } from '../delivery.ts';
import { onTopic, topicAt } from '../topics.ts';
import type { SubscriptionRow } from '../topics.ts';

/** Input of Subscribe. */
export interface SubscribeInput {
  readonly TopicArn: string;
  readonly Protocol: string;
  readonly Endpoint?: string;
  readonly Attributes?: Readonly<Record<string, string>>;
}

/** Subscribe. Nobody need confirm on a laptop. */
export const subscribe = action(
  'Subscribe',
  onTopic('Subscribe'),
  (input: SubscribeInput, { cloud }) => {
    topicAt(input.TopicArn, cloud);
    if (!SENDERS[input.Protocol]) {
      throw new AwsError(
        'InvalidParameter',
        `Invalid parameter: Does not support this protocol string: ${input.Protocol} (the local cloud offers ${Object.keys(SENDERS).join(', ')})`,
      );
    }
    const known = cloud.db.get<SubscriptionRow>(
      'SELECT * FROM sns_subscriptions WHERE topic = ? AND protocol = ? AND endpoint = ?',
      input.TopicArn,
      input.Protocol,
      input.Endpoint ?? '',
    );
    if (known) return { SubscriptionArn: known.arn };
    const arn = `${input.TopicArn}:${cloud.world.uuid()}`;
    cloud.db.run(
      'INSERT INTO sns_subscriptions VALUES (?, ?, ?, ?, ?)',
      arn,
      input.TopicArn,
      input.Protocol,
      input.Endpoint ?? '',
      JSON.stringify(input.Attributes ?? {}),
    );
    return { SubscriptionArn: arn };
  },
);

const onSubscription =
  (name: string) =>
  (
    { SubscriptionArn }: { readonly SubscriptionArn: string },
    _context: ActionContext,
  ): readonly Permission[] => [{ action: `sns:${name}`, resource: SubscriptionArn }];

/** Unsubscribe. */
export const unsubscribe = action(
  'Unsubscribe',
  onSubscription('Unsubscribe'),
  ({ SubscriptionArn }: { readonly SubscriptionArn: string }, { cloud }) => {
    cloud.db.run('DELETE FROM sns_subscriptions WHERE arn = ?', SubscriptionArn);
    return {};
  },
);

/** GetSubscriptionAttributes. */
export const getSubscriptionAttributes = action(
  'GetSubscriptionAttributes',
  onSubscription('GetSubscriptionAttributes'),
  ({ SubscriptionArn }: { readonly SubscriptionArn: string }, { cloud }) => {
    const row = cloud.db.get<SubscriptionRow>(
      'SELECT * FROM sns_subscriptions WHERE arn = ?',
      SubscriptionArn,
    );
    if (!row) throw new AwsError('NotFound', 'Subscription does not exist', { status: 404 });
    return {
      Attributes: {
        SubscriptionArn,
        TopicArn: row.topic,
        Protocol: row.protocol,
        Endpoint: row.endpoint,
        Owner: cloud.accountId,
        PendingConfirmation: 'false',
        RawMessageDelivery: 'false',
        ...(JSON.parse(row.attributes) as Record<string, string>),
      },
    };
  },
);

/** SetSubscriptionAttributes. */
export const setSubscriptionAttributes = action(
  'SetSubscriptionAttributes',
  onSubscription('SetSubscriptionAttributes'),
  (
    input: {
      readonly SubscriptionArn: string;
      readonly AttributeName: string;
      readonly AttributeValue?: string;
    },
    { cloud },
  ) => {
    const row = cloud.db.get<SubscriptionRow>(
      'SELECT * FROM sns_subscriptions WHERE arn = ?',
      input.SubscriptionArn,
    );
    if (!row) throw new AwsError('NotFound', 'Subscription does not exist', { status: 404 });
    const attributes = {
      ...(JSON.parse(row.attributes) as Record<string, string>),
      [input.AttributeName]: input.AttributeValue ?? '',
    };
    cloud.db.run(
      'UPDATE sns_subscriptions SET attributes = ? WHERE arn = ?',
      JSON.stringify(attributes),
      row.arn,
    );
    return {};
  },
);

/** ListSubscriptionsByTopic, one page. */
export const listSubscriptionsByTopic = action(
  'ListSubscriptionsByTopic',
  onTopic('ListSubscriptionsByTopic'),
  ({ TopicArn }: { readonly TopicArn: string }, { cloud }) => {
    topicAt(TopicArn, cloud);
    const rows = cloud.db.all<SubscriptionRow>(
      'SELECT * FROM sns_subscriptions WHERE topic = ? ORDER BY arn',
      TopicArn,
    );
    return { Subscriptions: rows.map((row) => asSubscription(row, cloud.accountId)) };
  },
);

/** ListSubscriptions, one page. */
export const listSubscriptions = action(
  'ListSubscriptions',
  () => [{ action: 'sns:ListSubscriptions', resource: '*' }],
  (_input: object, { cloud }) => ({
    Subscriptions: cloud.db
      .all<SubscriptionRow>('SELECT * FROM sns_subscriptions ORDER BY arn')
      .map((row) => asSubscription(row, cloud.accountId)),
  }),
);

function asSubscription(row: SubscriptionRow, owner: string) {
  return {
    SubscriptionArn: row.arn,
    TopicArn: row.topic,
    Protocol: row.protocol,
    Endpoint: row.endpoint,
    Owner: owner,
  };
}

import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { onTopic, topicArn, topicAt } from '../topics.ts';

/** CreateTopic. The same topic again succeeds. */
export const createTopic = action(
  'CreateTopic',
  (
    input: { readonly Name: string; readonly Attributes?: Readonly<Record<string, string>> },
    context,
  ) => onTopic('CreateTopic')({ TopicArn: topicArn(input.Name, context.cloud) }, context),
  ({ Name, Attributes }, { cloud }) => {
    if (!/^[A-Za-z0-9_-]{1,256}(\.fifo)?$/.test(Name))
      throw new AwsError('InvalidParameter', 'Invalid parameter: Topic Name');
    const arn = topicArn(Name, cloud);
    cloud.db.run(
      'INSERT OR IGNORE INTO sns_topics VALUES (?, ?, ?, ?)',
      arn,
      Name,
      JSON.stringify(Attributes ?? {}),
      cloud.world.now(),
    );
    return { TopicArn: arn };
  },
);

/** DeleteTopic, with its subscriptions. A missing topic is no error. */
export const deleteTopic = action(
  'DeleteTopic',
  onTopic('DeleteTopic'),
  ({ TopicArn }: { readonly TopicArn: string }, { cloud }) => {
    cloud.db.run('DELETE FROM sns_subscriptions WHERE topic = ?', TopicArn);
    cloud.db.run('DELETE FROM sns_topics WHERE arn = ?', TopicArn);
    return {};
  },
);

/** ListTopics: a hundred a page. */
export const listTopics = action(
  'ListTopics',
  () => [{ action: 'sns:ListTopics', resource: '*' }],
  (input: { readonly NextToken?: string }, { cloud }) => {
    const rows = cloud.db.all<{ arn: string }>(
      'SELECT arn FROM sns_topics WHERE arn > ? ORDER BY arn LIMIT 101',
      input.NextToken ?? '',
    );
    const page = rows.slice(0, 100);
    return {
      Topics: page.map(({ arn }) => ({ TopicArn: arn })),
      NextToken: rows.length > 100 ? page.at(-1)!.arn : undefined,
    };
  },
);

/** GetTopicAttributes. */
export const getTopicAttributes = action(
  'GetTopicAttributes',
  onTopic('GetTopicAttributes'),
  ({ TopicArn }: { readonly TopicArn: string }, { cloud }) => {
    const row = topicAt(TopicArn, cloud);
    const { n } = cloud.db.get<{ n: number }>(
      'SELECT count(*) AS n FROM sns_subscriptions WHERE topic = ?',
      TopicArn,
    )!;
    return {
      Attributes: {
        TopicArn,
        Owner: cloud.accountId,
        SubscriptionsConfirmed: String(n),
        SubscriptionsPending: '0',
        SubscriptionsDeleted: '0',
        ...(JSON.parse(row.attributes) as Record<string, string>),
      },
    };
  },
);

/** SetTopicAttributes. */
export const setTopicAttributes = action(
  'SetTopicAttributes',
  onTopic('SetTopicAttributes'),
  (
    input: {
      readonly TopicArn: string;
      readonly AttributeName: string;
      readonly AttributeValue?: string;
    },
    { cloud },
  ) => {
    const row = topicAt(input.TopicArn, cloud);
    const attributes = {
      ...(JSON.parse(row.attributes) as Record<string, string>),
      [input.AttributeName]: input.AttributeValue ?? '',
    };
    cloud.db.run(
      'UPDATE sns_topics SET attributes = ? WHERE arn = ?',
      JSON.stringify(attributes),
      row.arn,
    );
    return {};
  },
);

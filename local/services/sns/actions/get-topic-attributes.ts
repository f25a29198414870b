import { action } from '../../../kernel/index.ts';
import { shownAttributes } from '../topic-attributes.ts';
import { onTopic, topicAt } from '../topics.ts';

/** Milliseconds after which a topic counts a subscription: recorded from AWS that it is not at once. */
const COUNTED_AFTER = 10_000;

/** GetTopicAttributes: what was set, what is usual, and how many subscribe. */
export const getTopicAttributes = action(
  'GetTopicAttributes',
  onTopic('GetTopicAttributes'),
  ({ TopicArn }: { readonly TopicArn: string }, { cloud }) => {
    const topic = topicAt(TopicArn, cloud);
    const counts = cloud.db.get<{ confirmed: number; pending: number }>(
      `SELECT count(*) - count(token) AS confirmed, count(token) AS pending
         FROM sns_subscriptions WHERE topic = ? AND since <= ?`,
      TopicArn,
      cloud.world.now() - COUNTED_AFTER,
    )!;
    return { Attributes: shownAttributes(topic, cloud.accountId, counts) };
  },
);

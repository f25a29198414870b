import { action } from '../../../kernel/index.ts';
import { subscriptionPage } from '../subscriptions.ts';
import { onTopic, topicAt } from '../topics.ts';

/** Input of ListSubscriptionsByTopic. */
export interface ListSubscriptionsByTopicInput {
  readonly TopicArn: string;
  readonly NextToken?: string;
}

/** ListSubscriptionsByTopic: a hundred a page. */
export const listSubscriptionsByTopic = action(
  'ListSubscriptionsByTopic',
  onTopic('ListSubscriptionsByTopic'),
  ({ TopicArn, NextToken }: ListSubscriptionsByTopicInput, { cloud }) =>
    subscriptionPage(topicAt(TopicArn, cloud).arn, NextToken, cloud),
);

import { action } from '../../../kernel/index.ts';
import { confirm } from '../confirmation.ts';
import { onTopic, topicAt } from '../topics.ts';

/** Input of ConfirmSubscription. */
export interface ConfirmSubscriptionInput {
  readonly TopicArn: string;
  readonly Token: string;
  readonly AuthenticateOnUnsubscribe?: string;
}

/** ConfirmSubscription, by whoever knows the token. */
export const confirmSubscription = action(
  'ConfirmSubscription',
  onTopic('ConfirmSubscription'),
  ({ TopicArn, Token, AuthenticateOnUnsubscribe }: ConfirmSubscriptionInput, { cloud }) => {
    topicAt(TopicArn, cloud);
    const signed = AuthenticateOnUnsubscribe?.toLowerCase() === 'true';
    return { SubscriptionArn: confirm(TopicArn, Token, signed, cloud).arn };
  },
);

import { action } from '../../../kernel/index.ts';
import { mergedAttributes } from '../subscription-attributes.ts';
import { onSubscription, subscriptionAt, subscriptionAttributes } from '../subscriptions.ts';

/** Input of SetSubscriptionAttributes. */
export interface SetSubscriptionAttributesInput {
  readonly SubscriptionArn: string;
  readonly AttributeName: string;
  readonly AttributeValue?: string;
}

/** SetSubscriptionAttributes: an empty value takes an attribute away. */
export const setSubscriptionAttributes = action(
  'SetSubscriptionAttributes',
  onSubscription('SetSubscriptionAttributes'),
  (
    { SubscriptionArn, AttributeName, AttributeValue = '' }: SetSubscriptionAttributesInput,
    { cloud },
  ) => {
    const row = subscriptionAt(SubscriptionArn, cloud);
    const given = { [AttributeName]: AttributeValue };
    cloud.db.run(
      'UPDATE sns_subscriptions SET attributes = ? WHERE arn = ?',
      JSON.stringify(mergedAttributes(subscriptionAttributes(row), given)),
      row.arn,
    );
    return {};
  },
);

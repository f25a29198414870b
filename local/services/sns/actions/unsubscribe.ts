import { action } from '../../../kernel/index.ts';
import { checkSubscriptionArn, findSubscription, onSubscription } from '../subscriptions.ts';
import { removeSubscription } from '../unsubscribing.ts';

/** Unsubscribe: a subscription that is gone is no error. */
export const unsubscribe = action(
  'Unsubscribe',
  onSubscription('Unsubscribe'),
  ({ SubscriptionArn }: { readonly SubscriptionArn: string }, { cloud }) => {
    checkSubscriptionArn(SubscriptionArn);
    const row = findSubscription(SubscriptionArn, cloud);
    if (row) removeSubscription(row, cloud);
    return {};
  },
);

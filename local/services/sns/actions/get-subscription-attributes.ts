import { action } from '../../../kernel/index.ts';
import { onSubscription, subscriptionAt, subscriptionAttributes } from '../subscriptions.ts';
import { scopeOf } from '../subscription-attributes.ts';

/** GetSubscriptionAttributes: the scope of a filter policy is shown where there is one. */
export const getSubscriptionAttributes = action(
  'GetSubscriptionAttributes',
  onSubscription('GetSubscriptionAttributes'),
  ({ SubscriptionArn }: { readonly SubscriptionArn: string }, { cloud }) => {
    const row = subscriptionAt(SubscriptionArn, cloud);
    const { FilterPolicyScope: _, ...own } = subscriptionAttributes(row);
    const pending = row.token !== null;
    return {
      Attributes: {
        SubscriptionArn,
        TopicArn: row.topic,
        Protocol: row.protocol,
        Endpoint: row.endpoint,
        Owner: cloud.accountId,
        ...(row.principal.endsWith(':root') ? {} : { SubscriptionPrincipal: row.principal }),
        PendingConfirmation: String(pending),
        ConfirmationWasAuthenticated: String(!pending && (row.signed === 1 || isOwn(row.protocol))),
        RawMessageDelivery: 'false',
        ...own,
        ...(own.FilterPolicy ? { FilterPolicyScope: scopeOf(subscriptionAttributes(row)) } : {}),
      },
    };
  },
);

/** Endpoints that AWS itself confirms. */
function isOwn(protocol: string): boolean {
  return protocol === 'sqs' || protocol === 'lambda';
}

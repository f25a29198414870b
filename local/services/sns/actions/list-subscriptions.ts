import { action } from '../../../kernel/index.ts';
import { subscriptionPage } from '../subscriptions.ts';

/** ListSubscriptions: a hundred a page. */
export const listSubscriptions = action(
  'ListSubscriptions',
  () => [{ action: 'sns:ListSubscriptions', resource: '*' }],
  ({ NextToken }: { readonly NextToken?: string }, { cloud }) =>
    subscriptionPage(undefined, NextToken, cloud),
);

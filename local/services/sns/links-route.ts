import type { RawExchange, RawRoute } from '../../kernel/index.ts';
import { AwsError } from '../../errors.ts';
import { confirm } from './confirmation.ts';
import { invalidParameter } from './errors.ts';
import { findSubscription } from './subscriptions.ts';
import { removeSubscription } from './unsubscribing.ts';

/** The addresses that stand in messages: whoever has them may use them, without signing. */
export const linksRoute: RawRoute = {
  prefix: '/_sns/',
  signed: false,
  handle: async ({ cloud, response, rest }: RawExchange) => {
    const query = new URLSearchParams(rest.slice(rest.indexOf('?') + 1));
    try {
      const arn = cloud.db.transaction(() => follow(query, cloud));
      response.writeHead(200, { 'content-type': 'text/xml' });
      response.end(
        `<${query.get('Action')}Response xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><${query.get('Action')}Result><SubscriptionArn>${arn}</SubscriptionArn></${query.get('Action')}Result></${query.get('Action')}Response>`,
      );
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      response.writeHead(error.status ?? 400, { 'content-type': 'text/xml' });
      response.end(
        `<ErrorResponse><Error><Type>Sender</Type><Code>${error.code}</Code><Message>${error.message}</Message></Error></ErrorResponse>`,
      );
    }
  },
};

function follow(query: URLSearchParams, cloud: RawExchange['cloud']): string {
  const action = query.get('Action');
  if (action === 'ConfirmSubscription')
    return confirm(query.get('TopicArn') ?? '', query.get('Token') ?? '', false, cloud).arn;
  const arn = query.get('SubscriptionArn') ?? '';
  const row = findSubscription(arn, cloud);
  if (action !== 'Unsubscribe' || !row) throw invalidParameter('SubscriptionArn');
  if (row.signed === 1)
    throw new AwsError('AuthorizationError', 'This subscription takes signed requests only', {
      status: 403,
    });
  removeSubscription(row, cloud);
  return arn;
}

import type { Cloud } from '../../kernel/index.ts';
import { sayGoodbye } from './confirmation.ts';
import type { SubscriptionRow } from './subscriptions.ts';

/** Removes a subscription; a web server that had confirmed it is told. */
export function removeSubscription(row: SubscriptionRow, cloud: Cloud): void {
  cloud.db.run('DELETE FROM sns_subscriptions WHERE arn = ?', row.arn);
  if (row.protocol.startsWith('http') && row.token === null) sayGoodbye(row, cloud);
}

import type { Service } from '../../kernel/index.ts';
import { ACTIONS } from './actions/index.ts';
import { deliver } from './delivery.ts';
import { missingArn } from './errors.ts';
import { linksRoute } from './links-route.ts';
import { TABLES } from './tables.ts';

/** SNS: topics with subscriptions of queues, functions, web servers and mailboxes. */
export const snsService: Service = {
  name: 'sns',
  sdk: '@aws-sdk/client-sns',
  tables: TABLES,
  actions: ACTIONS,
  missing: missingArn,
  deliveries: { 'sns.deliver': deliver },
  routes: [linksRoute],
};

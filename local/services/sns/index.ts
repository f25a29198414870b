import { parsedTags } from '../../kernel/index.ts';
import type { Service } from '../../kernel/index.ts';
import { ACTIONS } from './actions/index.ts';
import { deliver } from './delivery.ts';
import { missingArn } from './errors.ts';
import { linksRoute } from './links-route.ts';
import { TABLES } from './tables.ts';
import { findTopic } from './topics.ts';

/** SNS: topics with subscriptions of queues, functions, web servers and mailboxes. */
export const snsService: Service = {
  name: 'sns',
  sdk: '@aws-sdk/client-sns',
  tables: TABLES,
  actions: ACTIONS,
  missing: missingArn,
  tagsOf: (arn, cloud) => parsedTags(findTopic(arn, cloud)?.tags),
  deliveries: { 'sns.deliver': deliver },
  routes: [linksRoute],
};

import type { Service } from '../../kernel/index.ts';
import { publish, publishBatch } from './actions/publish.ts';
import {
  getSubscriptionAttributes,
  listSubscriptions,
  listSubscriptionsByTopic,
  setSubscriptionAttributes,
  subscribe,
  unsubscribe,
} from './actions/subscriptions.ts';
import {
  createTopic,
  deleteTopic,
  getTopicAttributes,
  listTopics,
  setTopicAttributes,
} from './actions/topics.ts';
import { deliver } from './delivery.ts';

/** SNS: topics with subscriptions of queues, functions and mailboxes. */
export const snsService: Service = {
  name: 'sns',
  sdk: '@aws-sdk/client-sns',
  tables: [
    'CREATE TABLE IF NOT EXISTS sns_topics (arn TEXT PRIMARY KEY, name TEXT NOT NULL, attributes TEXT NOT NULL, created INTEGER NOT NULL)',
    `CREATE TABLE IF NOT EXISTS sns_subscriptions (
       arn TEXT PRIMARY KEY, topic TEXT NOT NULL, protocol TEXT NOT NULL, endpoint TEXT NOT NULL, attributes TEXT NOT NULL)`,
    `CREATE TABLE IF NOT EXISTS sns_mail (
       id TEXT PRIMARY KEY, address TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL, sent INTEGER NOT NULL)`,
  ],
  actions: [
    createTopic,
    deleteTopic,
    getSubscriptionAttributes,
    getTopicAttributes,
    listSubscriptions,
    listSubscriptionsByTopic,
    listTopics,
    publish,
    publishBatch,
    setSubscriptionAttributes,
    setTopicAttributes,
    subscribe,
    unsubscribe,
  ],
  deliveries: { 'sns.deliver': deliver },
};

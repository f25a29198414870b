import { tagsByKey } from '../../kernel/index.ts';
import type { Service } from '../../kernel/index.ts';
import { actions } from './actions/index.ts';
import { deliver } from './delivery.ts';
import { route } from './routing.ts';
import { fireSchedule } from './schedules.ts';
import { tagsOf } from './tags.ts';

/**
 * EventBridge: buses, rules, targets. AWS's own events come to the default bus by the topic
 * `aws-event`.
 */
export const eventsService: Service = {
  name: 'events',
  sdk: '@aws-sdk/client-eventbridge',
  tagsOf: (arn, cloud) => tagsByKey(tagsOf(arn, cloud)),
  tables: [
    `CREATE TABLE IF NOT EXISTS events_buses (
       name TEXT PRIMARY KEY, description TEXT, kms_key TEXT, dead_letters TEXT, log_config TEXT,
       policy TEXT, created INTEGER NOT NULL, modified INTEGER NOT NULL)`,
    `CREATE TABLE IF NOT EXISTS events_rules (
       bus TEXT NOT NULL, name TEXT NOT NULL, arn TEXT NOT NULL, pattern TEXT, schedule TEXT,
       state TEXT NOT NULL, description TEXT, role TEXT, managed_by TEXT,
       created INTEGER NOT NULL, PRIMARY KEY (bus, name))`,
    `CREATE TABLE IF NOT EXISTS events_targets (
       bus TEXT NOT NULL, rule TEXT NOT NULL, id TEXT NOT NULL, target TEXT NOT NULL,
       PRIMARY KEY (bus, rule, id))`,
    `CREATE TABLE IF NOT EXISTS events_tags (
       arn TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (arn, key))`,
  ],
  actions,
  deliveries: { 'events.deliver': deliver },
  timers: { 'events.schedule': ({ payload, cloud }) => fireSchedule(payload, cloud) },
  subscriptions: {
    'aws-event': ({ payload, cloud }) =>
      cloud.db.transaction(() => route('default', payload, cloud)),
  },
};

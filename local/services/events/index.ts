import type { Service } from '../../kernel/index.ts';
import {
  createEventBus,
  deleteEventBus,
  describeEventBus,
  listEventBuses,
} from './actions/buses.ts';
import { putEvents } from './actions/put-events.ts';
import { putRule } from './actions/put-rule.ts';
import { deleteRule, describeRule, disableRule, enableRule, listRules } from './actions/rules.ts';
import { listTargetsByRule, putTargets, removeTargets } from './actions/targets.ts';
import { testEventPattern } from './actions/test-event-pattern.ts';
import { deliver } from './delivery.ts';
import { route } from './routing.ts';
import { fireSchedule } from './schedules.ts';

/**
 * EventBridge: buses, rules, targets. AWS's own events come to the default bus by the topic
 * `aws-event`.
 */
export const eventsService: Service = {
  name: 'events',
  sdk: '@aws-sdk/client-eventbridge',
  tables: [
    'CREATE TABLE IF NOT EXISTS events_buses (name TEXT PRIMARY KEY, policy TEXT, created INTEGER NOT NULL)',
    `CREATE TABLE IF NOT EXISTS events_rules (
       bus TEXT NOT NULL, name TEXT NOT NULL, arn TEXT NOT NULL, pattern TEXT, schedule TEXT, state TEXT NOT NULL,
       description TEXT, created INTEGER NOT NULL, PRIMARY KEY (bus, name))`,
    `CREATE TABLE IF NOT EXISTS events_targets (
       bus TEXT NOT NULL, rule TEXT NOT NULL, id TEXT NOT NULL, target TEXT NOT NULL, PRIMARY KEY (bus, rule, id))`,
  ],
  actions: [
    createEventBus,
    deleteEventBus,
    deleteRule,
    describeEventBus,
    describeRule,
    disableRule,
    enableRule,
    listEventBuses,
    listRules,
    listTargetsByRule,
    putEvents,
    putRule,
    putTargets,
    removeTargets,
    testEventPattern,
  ],
  deliveries: { 'events.deliver': deliver },
  timers: { 'events.schedule': ({ payload, cloud }) => fireSchedule(payload, cloud) },
  subscriptions: {
    'aws-event': ({ payload, cloud }) =>
      cloud.db.transaction(() => route('default', payload, cloud)),
  },
};

import { tagsByKey } from '../../kernel/index.ts';
import type { Service } from '../../kernel/index.ts';
import { actions } from './actions/index.ts';
import { deliver, fire } from './delivery.ts';
import { tagsOf } from './groups.ts';

/** EventBridge Scheduler: schedules in groups, on their own time zones. */
export const schedulerService: Service = {
  name: 'scheduler',
  sdk: '@aws-sdk/client-scheduler',
  tagsOf: (arn, cloud) => tagsByKey(tagsOf(arn, cloud)),
  tables: [
    `CREATE TABLE IF NOT EXISTS scheduler_groups (
       name TEXT PRIMARY KEY, token TEXT, created INTEGER NOT NULL, modified INTEGER NOT NULL)`,
    `CREATE TABLE IF NOT EXISTS scheduler_schedules (
       grp TEXT NOT NULL, name TEXT NOT NULL, arn TEXT NOT NULL, definition TEXT NOT NULL,
       token TEXT, created INTEGER NOT NULL, modified INTEGER NOT NULL, PRIMARY KEY (grp, name))`,
    `CREATE TABLE IF NOT EXISTS scheduler_tags (
       arn TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (arn, key))`,
  ],
  actions,
  deliveries: { 'scheduler.deliver': deliver },
  timers: { 'scheduler.due': ({ payload, cloud }) => fire(payload, cloud) },
};

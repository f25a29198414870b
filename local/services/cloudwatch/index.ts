import { tagsByKey } from '../../kernel/index.ts';
import type { Service } from '../../kernel/index.ts';
import { actions } from './actions/index.ts';
import { alarmNamed } from './alarms.ts';
import { look } from './composite/evaluate.ts';
import { compositeChanged, periodOver } from './composite/suppression.ts';
import { evaluateAlarm } from './evaluation.ts';
import { take } from './intake.ts';
import { performAction } from './perform-action.ts';
import { tagsOf } from './tags.ts';

/** CloudWatch: metrics, alarms on them and on each other, dashboards as documents. */
export const cloudwatchService: Service = {
  name: 'cloudwatch',
  sdk: '@aws-sdk/client-cloudwatch',
  tagsOf: (arn, cloud) => tagsByKey(tagsOf(arn, cloud)),
  tables: [
    `CREATE TABLE IF NOT EXISTS cloudwatch_metrics (
       namespace TEXT NOT NULL, name TEXT NOT NULL, dimensions TEXT NOT NULL, time INTEGER NOT NULL,
       unit TEXT NOT NULL, stats TEXT,
       PRIMARY KEY (namespace, name, dimensions, time, unit)) WITHOUT ROWID`,
    `CREATE TABLE IF NOT EXISTS cloudwatch_values (
       namespace TEXT NOT NULL, name TEXT NOT NULL, dimensions TEXT NOT NULL, time INTEGER NOT NULL,
       unit TEXT NOT NULL, value REAL NOT NULL, count REAL NOT NULL,
       PRIMARY KEY (namespace, name, dimensions, time, unit, value)) WITHOUT ROWID`,
    `CREATE TABLE IF NOT EXISTS cloudwatch_alarms (
       name TEXT PRIMARY KEY, kind TEXT NOT NULL, definition TEXT NOT NULL, state TEXT NOT NULL,
       reason TEXT NOT NULL, reason_data TEXT, updated INTEGER NOT NULL,
       transitioned INTEGER NOT NULL, configured INTEGER NOT NULL, suppression TEXT)`,
    `CREATE TABLE IF NOT EXISTS cloudwatch_watched (
       namespace TEXT NOT NULL, name TEXT NOT NULL, dimensions TEXT NOT NULL, alarm TEXT NOT NULL,
       PRIMARY KEY (namespace, name, dimensions, alarm)) WITHOUT ROWID`,
    `CREATE TABLE IF NOT EXISTS cloudwatch_history (
       id INTEGER PRIMARY KEY, alarm TEXT NOT NULL, alarm_kind TEXT NOT NULL,
       time INTEGER NOT NULL, kind TEXT NOT NULL, summary TEXT NOT NULL, data TEXT NOT NULL)`,
    `CREATE TABLE IF NOT EXISTS cloudwatch_tags (
       arn TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (arn, key))`,
    `CREATE TABLE IF NOT EXISTS cloudwatch_dashboards (
       name TEXT PRIMARY KEY, body TEXT NOT NULL, modified INTEGER NOT NULL)`,
  ],
  actions,
  deliveries: {
    'cloudwatch.action': performAction,
    'cloudwatch.composite-changed': compositeChanged,
    'cloudwatch.look': look,
  },
  timers: {
    'cloudwatch.evaluate': ({ key, cloud }) => {
      const row = alarmNamed(key, cloud);
      if (row) evaluateAlarm(row, cloud);
    },
    'cloudwatch.suppression': ({ key, cloud }) => periodOver(key, cloud),
  },
  sink: { metrics: take },
};

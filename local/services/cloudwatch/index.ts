import type { Service } from '../../kernel/index.ts';
import type { AlarmRow } from './alarms.ts';
import {
  deleteAlarms,
  describeAlarmHistory,
  describeAlarms,
  disableAlarmActions,
  enableAlarmActions,
  putMetricAlarm,
  setAlarmState,
} from './actions/alarms.ts';
import { getMetricData, getMetricStatistics, listMetrics } from './actions/get-metrics.ts';
import { putMetricData } from './actions/put-metric-data.ts';
import { evaluateAlarm } from './evaluation.ts';
import { take } from './intake.ts';
import { performAction } from './transition.ts';

/** CloudWatch: metrics by the minute, alarms on them. */
export const cloudwatchService: Service = {
  name: 'cloudwatch',
  sdk: '@aws-sdk/client-cloudwatch',
  tables: [
    `CREATE TABLE IF NOT EXISTS cloudwatch_metrics (
       namespace TEXT NOT NULL, name TEXT NOT NULL, dimensions TEXT NOT NULL, time INTEGER NOT NULL, vals TEXT NOT NULL,
       unit TEXT NOT NULL, PRIMARY KEY (namespace, name, dimensions, time)) WITHOUT ROWID`,
    `CREATE TABLE IF NOT EXISTS cloudwatch_alarms (
       name TEXT PRIMARY KEY, definition TEXT NOT NULL, namespace TEXT NOT NULL, metric TEXT NOT NULL, dimensions TEXT NOT NULL,
       state TEXT NOT NULL, reason TEXT NOT NULL, reason_data TEXT NOT NULL, state_time INTEGER NOT NULL, updated INTEGER NOT NULL)`,
    'CREATE INDEX IF NOT EXISTS cloudwatch_alarms_metric ON cloudwatch_alarms (namespace, metric, dimensions)',
    `CREATE TABLE IF NOT EXISTS cloudwatch_history (
       id INTEGER PRIMARY KEY, alarm TEXT NOT NULL, time INTEGER NOT NULL, kind TEXT NOT NULL, summary TEXT NOT NULL, data TEXT NOT NULL)`,
  ],
  actions: [
    deleteAlarms,
    describeAlarmHistory,
    describeAlarms,
    disableAlarmActions,
    enableAlarmActions,
    getMetricData,
    getMetricStatistics,
    listMetrics,
    putMetricAlarm,
    putMetricData,
    setAlarmState,
  ],
  deliveries: { 'cloudwatch.action': performAction },
  timers: {
    'cloudwatch.evaluate': ({ key, cloud }) => {
      const row = cloud.db.get<AlarmRow>('SELECT * FROM cloudwatch_alarms WHERE name = ?', key);
      if (row) evaluateAlarm(row, cloud);
    },
  },
  sink: { metric: (datum, cloud) => take(datum, cloud) },
};

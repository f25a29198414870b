import type { Service } from '../../kernel/index.ts';
import {
  createLogStream,
  describeLogStreams,
  filterLogEvents,
  getLogEvents,
  putLogEvents,
} from './actions/events.ts';
import {
  createLogGroup,
  deleteLogGroup,
  describeLogGroups,
  putRetentionPolicy,
} from './actions/groups.ts';
import {
  deleteResourcePolicy,
  describeResourcePolicies,
  putResourcePolicy,
} from './actions/resource-policies.ts';
import { metricsIn } from './emf.ts';
import { append } from './groups.ts';

/** CloudWatch Logs: what functions and jobs say, and the metrics in it. */
export const logsService: Service = {
  name: 'logs',
  sdk: '@aws-sdk/client-cloudwatch-logs',
  tables: [
    'CREATE TABLE IF NOT EXISTS logs_groups (name TEXT PRIMARY KEY, retention INTEGER, kms_key TEXT, created INTEGER NOT NULL)',
    'CREATE TABLE IF NOT EXISTS logs_streams (grp TEXT NOT NULL, name TEXT NOT NULL, created INTEGER NOT NULL, PRIMARY KEY (grp, name))',
    `CREATE TABLE IF NOT EXISTS logs_events (
       id INTEGER PRIMARY KEY, grp TEXT NOT NULL, stream TEXT NOT NULL, time INTEGER NOT NULL, message TEXT NOT NULL)`,
    'CREATE TABLE IF NOT EXISTS logs_policies (name TEXT PRIMARY KEY, document TEXT NOT NULL, updated INTEGER NOT NULL)',
    'CREATE INDEX IF NOT EXISTS logs_events_group ON logs_events (grp, id)',
  ],
  actions: [
    createLogGroup,
    createLogStream,
    deleteLogGroup,
    deleteResourcePolicy,
    describeLogGroups,
    describeLogStreams,
    describeResourcePolicies,
    filterLogEvents,
    getLogEvents,
    putLogEvents,
    putResourcePolicy,
    putRetentionPolicy,
  ],
  sink: {
    log: ({ group, stream, lines }, timestamp, cloud) =>
      cloud.db.transaction(() => {
        const events = lines.map((message) => ({ timestamp, message }));
        append(group, stream, events, cloud);
        cloud.telemetry.metrics(lines.flatMap((line) => metricsIn(line, cloud)));
      }),
  },
};

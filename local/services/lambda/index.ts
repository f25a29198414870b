import type { Service } from '../../kernel/index.ts';
import { lambdaActions } from './actions/index.ts';
import { processEvent } from './asynchronous.ts';
import { codeRoute } from './code/route.ts';
import { poolOf } from './environments/pool.ts';
import { runtimeRoute } from './environments/runtime-route.ts';
import { onQueueReady, poll } from './event-sources/queues.ts';
import { onStreamReady, read } from './event-sources/streams.ts';
import { LAYER_TABLES } from './layers/layers.ts';
import { urlRoute } from './urls/route.ts';
import { tagsOfArn } from './tags.ts';

/** Lambda: functions are processes; callers, queues and URLs run them. */
export const lambdaService: Service = {
  name: 'lambda',
  sdk: '@aws-sdk/client-lambda',
  tagsOf: tagsOfArn,
  tables: [
    ...LAYER_TABLES,
    `CREATE TABLE IF NOT EXISTS lambda_functions (
       name TEXT NOT NULL, version TEXT NOT NULL, configuration TEXT NOT NULL, code TEXT NOT NULL,
       modified INTEGER NOT NULL, revision TEXT NOT NULL, PRIMARY KEY (name, version))`,
    `CREATE TABLE IF NOT EXISTS lambda_heads (
       name TEXT PRIMARY KEY, reserved INTEGER, next_version INTEGER NOT NULL, tags TEXT NOT NULL)`,
    `CREATE TABLE IF NOT EXISTS lambda_aliases (
       function TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL, description TEXT NOT NULL,
       weights TEXT NOT NULL, revision TEXT NOT NULL, PRIMARY KEY (function, name))`,
    `CREATE TABLE IF NOT EXISTS lambda_policies (
       function TEXT NOT NULL, qualifier TEXT NOT NULL, statements TEXT NOT NULL, revision TEXT NOT NULL,
       PRIMARY KEY (function, qualifier))`,
    `CREATE TABLE IF NOT EXISTS lambda_invoke_configs (
       function TEXT NOT NULL, qualifier TEXT NOT NULL, configuration TEXT NOT NULL,
       modified INTEGER NOT NULL, PRIMARY KEY (function, qualifier))`,
    `CREATE TABLE IF NOT EXISTS lambda_provisioned (
       function TEXT NOT NULL, qualifier TEXT NOT NULL, requested INTEGER NOT NULL,
       modified INTEGER NOT NULL, PRIMARY KEY (function, qualifier))`,
    `CREATE TABLE IF NOT EXISTS lambda_mappings (
       id TEXT PRIMARY KEY, function TEXT NOT NULL, qualifier TEXT NOT NULL, source TEXT NOT NULL,
       enabled INTEGER NOT NULL, settings TEXT NOT NULL, modified INTEGER NOT NULL)`,
    `CREATE TABLE IF NOT EXISTS lambda_positions (
       mapping TEXT PRIMARY KEY, after TEXT, attempts INTEGER NOT NULL, size INTEGER)`,
    `CREATE TABLE IF NOT EXISTS lambda_urls (
       id TEXT PRIMARY KEY, function TEXT NOT NULL, qualifier TEXT NOT NULL, auth TEXT NOT NULL,
       cors TEXT, invoke_mode TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL)`,
  ],
  actions: lambdaActions,
  deliveries: { 'lambda.async': processEvent, 'lambda.poll': poll, 'lambda.read': read },
  timers: {
    'lambda.window': ({ payload, cloud }) => {
      cloud.outbox.send('lambda.poll', payload);
    },
    'lambda.stream': ({ payload, cloud }) => {
      cloud.outbox.send('lambda.read', payload);
    },
  },
  subscriptions: { 'queue-ready': onQueueReady, 'dynamodb-stream-ready': onStreamReady },
  routes: [runtimeRoute, urlRoute, codeRoute],
  stop: (cloud) => poolOf(cloud).kill(),
};

import type { Service } from '../../kernel/index.ts';
import { getFunction, getFunctionConfiguration } from './actions/get-function.ts';
import { getFunctionUrlConfig } from './actions/get-function-url-config.ts';
import { invoke } from './actions/invoke.ts';
import { listEventSourceMappings } from './actions/list-event-source-mappings.ts';
import { listFunctions } from './actions/list-functions.ts';
import { addPermission, removePermission } from './actions/permissions.ts';
import { processEvent } from './asynchronous.ts';
import { onQueueReady, poll } from './event-sources.ts';
import { poolOf } from './pool.ts';
import { runtimeRoute } from './runtime-route.ts';
import { urlRoute } from './url-route.ts';

/**
 * Lambda: functions are processes; queues and URLs call them. CloudFormation makes them, from the
 * assembly's assets.
 */
export const lambdaService: Service = {
  name: 'lambda',
  sdk: '@aws-sdk/client-lambda',
  tables: [
    `CREATE TABLE IF NOT EXISTS lambda_functions (
       name TEXT PRIMARY KEY, arn TEXT NOT NULL, configuration TEXT NOT NULL, code TEXT NOT NULL, policy TEXT NOT NULL,
       asynchronous TEXT NOT NULL, tags TEXT NOT NULL, modified INTEGER NOT NULL)`,
    `CREATE TABLE IF NOT EXISTS lambda_mappings (
       id TEXT PRIMARY KEY, function TEXT NOT NULL, source TEXT NOT NULL, batch_size INTEGER NOT NULL,
       window_seconds INTEGER NOT NULL, enabled INTEGER NOT NULL, partial_failures INTEGER NOT NULL, max_concurrency INTEGER)`,
    'CREATE TABLE IF NOT EXISTS lambda_urls (id TEXT PRIMARY KEY, function TEXT NOT NULL, auth TEXT NOT NULL)',
  ],
  actions: [
    addPermission,
    getFunction,
    getFunctionConfiguration,
    getFunctionUrlConfig,
    invoke,
    listEventSourceMappings,
    listFunctions,
    removePermission,
  ],
  deliveries: { 'lambda.async': processEvent, 'lambda.poll': poll },
  timers: {
    'lambda.window': ({ payload, cloud }) => {
      cloud.outbox.send('lambda.poll', payload);
    },
  },
  subscriptions: { 'queue-ready': onQueueReady },
  routes: [runtimeRoute, urlRoute],
  stop: (cloud) => poolOf(cloud).kill(),
};

import { parsedTags } from '../../kernel/index.ts';
import type { Service } from '../../kernel/index.ts';
import { ACTIONS } from './actions/index.ts';
import { TABLES } from './database.ts';
import { expire } from './items.ts';
import { findTable } from './tables.ts';
import { STREAM_ACTIONS } from './stream-actions/index.ts';
import { endTransition } from './transitions.ts';

/** DynamoDB: dynalite's validators and expressions over rows of the store. */
export const dynamodbService: Service = {
  name: 'dynamodb',
  sdk: '@aws-sdk/client-dynamodb',
  tables: TABLES,
  actions: ACTIONS,
  tagsOf: (arn, cloud) => parsedTags(findTable(arn.split('/index/')[0]!, cloud)?.tags),
  timers: {
    'dynamodb.ttl': ({ payload, cloud }) => expire(payload, cloud),
    'dynamodb.transition': ({ payload, cloud }) => endTransition(payload, cloud),
  },
};

/** DynamoDB Streams: what became of items, for a day. */
export const dynamodbStreamsService: Service = {
  name: 'dynamodbstreams',
  target: 'DynamoDBStreams_20120810',
  tables: [],
  actions: STREAM_ACTIONS,
};

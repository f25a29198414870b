/** What AWS says to transactions, times to live and streams that are not asked for as they should be. */
import { createHash } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await emptyCloud();
  await new DynamoDBClient(cloud.settings).send(
    new CreateTableCommand({
      TableName: 'table',
      KeySchema: [{ AttributeName: 'a', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'a', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
});
afterAll(() => cloud.stop());

async function ask(target: string, input: unknown): Promise<unknown> {
  const { host, hostname, port } = new URL(cloud.settings.endpoint);
  const { credentials, region } = cloud.settings;
  const signer = new SignatureV4({ service: 'dynamodb', region, sha256: Sha256, credentials });
  const body = JSON.stringify(input);
  const { headers } = await signer.sign({
    method: 'POST',
    protocol: 'http:',
    hostname,
    port: Number(port),
    path: '/',
    headers: {
      host,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': target,
      'x-amz-content-sha256': createHash('sha256').update(body).digest('hex'),
    },
    body,
  });
  const answer = await fetch(cloud.settings.endpoint, { method: 'POST', headers, body });
  return answer.json();
}

const say = (what: string) => (message: string) => `${what}: ${message}`;
const mistyped = say('com.amazon.coral.service#SerializationException');
const wrong = say('com.amazon.coral.validate#ValidationException');
const amiss = (...whats: readonly string[]) =>
  wrong(
    `${whats.length} validation error${whats.length > 1 ? 's' : ''} detected: ${whats.join('; ')}`,
  );
const value = (what: string, where: string, must: string) =>
  `Value ${what} at '${where}' failed to satisfy constraint: Member must ${must}`;
const missing = (where: string) => value('null', where, 'not be null');

const ARN = 'arn:aws:dynamodb:us-east-1:000000000000:table/table/stream/2020-01-01T00:00:00.000';
const Key = { a: { S: '1' } };
const write = (...TransactItems: readonly unknown[]) => ({ TransactItems });
const live = (TimeToLiveSpecification: unknown, TableName = 'table') => ({
  TableName,
  TimeToLiveSpecification,
});

test.each<[string, unknown, string]>([
  ['TransactWriteItems', {}, amiss(missing('transactItems'))],
  [
    'TransactWriteItems',
    { ReturnConsumedCapacity: 'a', ReturnItemCollectionMetrics: 'a' },
    amiss(
      value("'a'", 'returnConsumedCapacity', 'satisfy enum value set: [INDEXES, TOTAL, NONE]'),
      value("'a'", 'returnItemCollectionMetrics', 'satisfy enum value set: [SIZE, NONE]'),
      missing('transactItems'),
    ),
  ],
  [
    'TransactWriteItems',
    write(),
    amiss(value("'[]'", 'transactItems', 'have length greater than or equal to 1')),
  ],
  ['TransactWriteItems', { TransactItems: 'a' }, mistyped('Unexpected field type')],
  ['TransactWriteItems', write({ Put: 1 }), mistyped('Unexpected field type')],
  [
    'TransactWriteItems',
    write({ Put: [] }),
    mistyped('Unrecognized collection type class com.amazonaws.dynamodb.v20120810.Put'),
  ],
  [
    'TransactWriteItems',
    write({ Put: { Item: { a: { B: 'a' } } } }),
    mistyped('Base64 encoded length is expected a multiple of 4 bytes but found: 1'),
  ],
  [
    'TransactWriteItems',
    write(null),
    wrong('TransactItems can only contain one of Check, Put, Update or Delete'),
  ],
  [
    'TransactWriteItems',
    write({ Put: { TableName: 'table', Item: Key }, Delete: { TableName: 'table', Key } }),
    wrong('TransactItems can only contain one of Check, Put, Update or Delete'),
  ],
  [
    'TransactWriteItems',
    write({ Update: {} }),
    amiss(
      missing('transactItems.1.member.update.tableName'),
      missing('transactItems.1.member.update.key'),
      missing('transactItems.1.member.update.updateExpression'),
    ),
  ],
  [
    'TransactGetItems',
    write(null, { Get: { TableName: 1 } }),
    mistyped('NUMBER_VALUE cannot be converted to String'),
  ],
  ['TransactGetItems', write({}), amiss(missing('transactItems.1.member.get'))],
  [
    'UpdateTimeToLive',
    {},
    wrong("The parameter 'TableName' is required but was not present in the request"),
  ],
  ['UpdateTimeToLive', { TableName: 'table' }, amiss(missing('timeToLiveSpecification'))],
  [
    'UpdateTimeToLive',
    live({}, 'a'),
    wrong('TableName must be at least 3 characters long and at most 255 characters long'),
  ],
  [
    'UpdateTimeToLive',
    live({}),
    amiss(
      missing('timeToLiveSpecification.enabled'),
      missing('timeToLiveSpecification.attributeName'),
    ),
  ],
  [
    'UpdateTimeToLive',
    live({ Enabled: true, AttributeName: '' }),
    wrong('TimeToLiveSpecification.AttributeName must be non empty'),
  ],
  ['UpdateTimeToLive', live({ Enabled: '23' }), mistyped('Unexpected token received from parser')],
  ['DescribeStream', {}, amiss(missing('streamArn'))],
  [
    'DescribeStream',
    { StreamArn: ARN, Limit: 0 },
    amiss(value("'0'", 'limit', 'have value greater than or equal to 1')),
  ],
  [
    'ListStreams',
    { TableName: 'a;' },
    amiss(
      value("'a;'", 'tableName', 'satisfy regular expression pattern: [a-zA-Z0-9_.-]+'),
      value("'a;'", 'tableName', 'have length greater than or equal to 3'),
    ),
  ],
  [
    'GetShardIterator',
    { StreamArn: ARN, ShardIteratorType: 'a' },
    amiss(
      missing('shardId'),
      value(
        "'a'",
        'shardIteratorType',
        'satisfy enum value set: [AFTER_SEQUENCE_NUMBER, LATEST, AT_SEQUENCE_NUMBER, TRIM_HORIZON]',
      ),
    ),
  ],
  [
    'GetRecords',
    { Limit: 1001 },
    amiss(
      missing('shardIterator'),
      value("'1001'", 'limit', 'have value less than or equal to 1000'),
    ),
  ],
])('%s refuses %j', async (operation, input, says) => {
  const isStreams = /Stream|Shard|Records/.test(operation);
  const service = isStreams ? 'DynamoDBStreams_20120810' : 'DynamoDB_20120810';
  const { __type, message, Message } = (await ask(`${service}.${operation}`, input)) as Record<
    string,
    string
  >;
  expect(`${__type}: ${message ?? Message}`).toBe(says);
});

test('time to live is switched off by the attribute that it goes by', async () => {
  const target = 'DynamoDB_20120810.UpdateTimeToLive';
  await ask(target, live({ Enabled: true, AttributeName: 'until' }));
  expect(await ask(target, live({ Enabled: false, AttributeName: 'other' }))).toMatchObject({
    message: 'TimeToLive is active on a different AttributeName: current AttributeName is until',
  });
  const off = { Enabled: false, AttributeName: 'until' };
  expect(await ask(target, live(off))).toEqual({ TimeToLiveSpecification: off });
});

test('a path that leads nowhere is no fault of ours', async () => {
  const Item = { ...Key, xs: { L: [{ S: 'one' }] } };
  await ask('DynamoDB_20120810.PutItem', { TableName: 'table', Item });
  const count = async (FilterExpression: string) =>
    ask('DynamoDB_20120810.Scan', {
      TableName: 'table',
      Select: 'COUNT',
      FilterExpression,
      ExpressionAttributeValues: { ':s': { S: 'one' } },
    });
  expect(await count('xs[0] IN (:s)')).toMatchObject({ Count: 1 });
  expect(await count('xs[1] IN (:s)')).toMatchObject({ Count: 0 });
  expect(await count('xs[0][0] IN (:s)')).toMatchObject({ Count: 0 });
  expect(await count('xs.a.b = :s OR toString = :s')).toMatchObject({ Count: 0 });
});

const added = (more: object) => ({
  TableName: 'table',
  GlobalSecondaryIndexUpdates: [
    {
      Create: {
        IndexName: 'index',
        KeySchema: [{ AttributeName: 'a', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
        ...more,
      },
    },
  ],
});

test.each([
  [
    'Invalid KeySchema: The first KeySchemaElement is not a HASH key type',
    { KeySchema: [{ AttributeName: 'a', KeyType: 'RANGE' }] },
  ],
  [
    'One or more parameter values were invalid: ProjectionType is ALL, but NonKeyAttributes is specified',
    { Projection: { ProjectionType: 'ALL', NonKeyAttributes: ['b'] } },
  ],
  ['One or more parameter values were invalid: Unknown ProjectionType: null', { Projection: {} }],
])('an index is added as it could be made: %s', async (message, more) => {
  expect(await ask('DynamoDB_20120810.UpdateTable', added(more))).toMatchObject({ message });
});

const EMPTY =
  'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes';

test.each([
  ['PutItem', { TableName: 'table', Item: { ...Key, b: null } }, EMPTY],
  ['PutItem', { TableName: 'table', Item: { ...Key, b: { L: [null] } } }, EMPTY],
  [
    'PutItem',
    {
      TableName: 'table',
      Item: Key,
      ConditionExpression: 'attribute_type(b, :t)',
      ExpressionAttributeValues: { ':t': null },
    },
    `ExpressionAttributeValues contains invalid value: ${EMPTY} for key :t`,
  ],
  ['TagResource', { Tags: [null] }, 'Invalid TableArn'],
])('%s takes null in a list or a map for what is empty: %j', async (operation, input, message) => {
  expect(await ask(`DynamoDB_20120810.${operation}`, input)).toMatchObject({ message });
});

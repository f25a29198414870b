import { CreateTableCommand, DynamoDBClient, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import type { StreamViewType } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  PutCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';
import { TargetClient } from '../../support/form-client.ts';

interface StreamRecord {
  readonly eventName: string;
  readonly userIdentity?: object;
  readonly dynamodb: Readonly<Record<string, unknown>>;
}

let cloud: TestCloud;
let client: DynamoDBClient;
let items: DynamoDBDocumentClient;
let streams: TargetClient;

beforeAll(async () => {
  cloud = await emptyCloud();
  client = new DynamoDBClient(cloud.settings);
  items = DynamoDBDocumentClient.from(client);
  streams = new TargetClient(cloud.settings, 'dynamodb', 'DynamoDBStreams_20120810');
});
afterAll(() => cloud.stop());

async function create(TableName: string, StreamViewType: StreamViewType): Promise<string> {
  const { TableDescription } = await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      StreamSpecification: { StreamEnabled: true, StreamViewType },
    }),
  );
  return TableDescription!.LatestStreamArn!;
}

async function iterator(StreamArn: string, ShardIteratorType = 'TRIM_HORIZON'): Promise<string> {
  const { StreamDescription } = await streams.call('DescribeStream', { StreamArn });
  const [shard] = (StreamDescription as { Shards: { ShardId: string }[] }).Shards;
  const input = { StreamArn, ShardId: shard!.ShardId, ShardIteratorType };
  return (await streams.call('GetShardIterator', input)).ShardIterator as string;
}

async function records(ShardIterator: string) {
  const answer = await streams.call('GetRecords', { ShardIterator });
  return { all: answer.Records as StreamRecord[], next: answer.NextShardIterator as string };
}

const put = (TableName: string, Item: Record<string, unknown>) =>
  items.send(new PutCommand({ TableName, Item }));
const remove = (TableName: string, id: string) =>
  items.send(new DeleteCommand({ TableName, Key: { id } }));

test('a stream tells what became of items, and nothing of writes that change nothing', async () => {
  const arn = await create('told', 'NEW_AND_OLD_IMAGES');
  await put('told', { id: 'a' });
  await put('told', { id: 'a' });
  await put('told', { id: 'a', n: 1 });
  await remove('told', 'a');
  const { all } = await records(await iterator(arn));
  expect(all.map(({ eventName }) => eventName)).toEqual(['INSERT', 'MODIFY', 'REMOVE']);
  expect(all[1]!.dynamodb).toMatchObject({
    Keys: { id: { S: 'a' } },
    OldImage: { id: { S: 'a' } },
    NewImage: { id: { S: 'a' }, n: { N: '1' } },
    StreamViewType: 'NEW_AND_OLD_IMAGES',
  });
});

test('a view of keys has keys only, and counts their bytes', async () => {
  const arn = await create('keys', 'KEYS_ONLY');
  await put('keys', { id: 'Fred', n: 1 });
  const { all } = await records(await iterator(arn));
  expect(all[0]!.dynamodb).toMatchObject({ Keys: { id: { S: 'Fred' } }, SizeBytes: 6 });
  expect(all[0]!.dynamodb.NewImage).toBeUndefined();
});

test('readers go on where they were, or begin with what is new', async () => {
  const arn = await create('readers', 'NEW_IMAGE');
  await put('readers', { id: 'a' });
  const latest = await iterator(arn, 'LATEST');
  const first = await records(await iterator(arn));
  await put('readers', { id: 'b' });
  const ids = ({ all }: { all: StreamRecord[] }) =>
    all.map(({ dynamodb }) => (dynamodb.Keys as { id: { S: string } }).id.S);
  expect([ids(first), ids(await records(first.next)), ids(await records(latest))]).toEqual([
    ['a'],
    ['b'],
    ['b'],
  ]);
});

test('a transaction that is cancelled leaves no records', async () => {
  const arn = await create('cancelled', 'KEYS_ONLY');
  await put('cancelled', { id: 'there' });
  const check = {
    Put: {
      TableName: 'cancelled',
      Item: { id: 'there' },
      ConditionExpression: 'attribute_not_exists(id)',
    },
  };
  const TransactItems = [{ Put: { TableName: 'cancelled', Item: { id: 'new' } } }, check];
  await expect(items.send(new TransactWriteCommand({ TransactItems }))).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }],
  });
  expect((await records(await iterator(arn))).all).toHaveLength(1);
});

test('an item whose time has come is removed by the service', async () => {
  const arn = await create('mortal', 'OLD_IMAGE');
  const TimeToLiveSpecification = { Enabled: true, AttributeName: 'ttl' };
  await put('mortal', { id: 'a', ttl: Math.floor(cloud.running.cloud.world.now() / 1000) + 60 });
  await client.send(new UpdateTimeToLiveCommand({ TableName: 'mortal', TimeToLiveSpecification }));
  await cloud.running.dispatcher.advanceTo(cloud.running.cloud.world.now() + 61_000);
  const { all } = await records(await iterator(arn));
  expect(all[1]).toMatchObject({
    eventName: 'REMOVE',
    userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
  });
});

test('a stream that is closed can be read to its end, and tells that it ended', async () => {
  const arn = await create('closed', 'KEYS_ONLY');
  await put('closed', { id: 'a' });
  const StreamSpecification = { StreamEnabled: false };
  await client.send(new UpdateTableCommand({ TableName: 'closed', StreamSpecification }));
  await put('closed', { id: 'b' });
  const { all, next } = await records(await iterator(arn));
  expect([all.length, next]).toEqual([1, undefined]);
  const { StreamDescription } = await streams.call('DescribeStream', { StreamArn: arn });
  expect(StreamDescription).toMatchObject({ StreamStatus: 'DISABLED' });
});

test('records are kept for a day and iterators for a quarter of an hour', async () => {
  const arn = await create('aged', 'KEYS_ONLY');
  await put('aged', { id: 'a' });
  const old = await iterator(arn);
  await cloud.running.dispatcher.advanceTo(cloud.running.cloud.world.now() + 25 * 3_600_000);
  expect((await records(await iterator(arn))).all).toEqual([]);
  await expect(streams.call('GetRecords', { ShardIterator: old })).rejects.toThrow(
    'ExpiredIteratorException',
  );
});

test('streams are listed by table', async () => {
  const arn = await create('listed', 'KEYS_ONLY');
  const { Streams } = await streams.call('ListStreams', { TableName: 'listed' });
  expect(Streams).toMatchObject([{ StreamArn: arn, TableName: 'listed' }]);
});

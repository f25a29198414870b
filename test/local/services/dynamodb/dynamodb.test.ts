import {
  CreateTableCommand,
  DynamoDBClient,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';

const TableName = 'things';
let cloud: TestCloud;
let items: DynamoDBDocumentClient;

beforeAll(async () => {
  cloud = await emptyCloud();
  const client = new DynamoDBClient(cloud.settings);
  items = DynamoDBDocumentClient.from(client);
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: ['pk', 'sk', 'kind'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S' as const,
      })),
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-kind',
          KeySchema: [{ AttributeName: 'kind', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
  );
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName,
      TimeToLiveSpecification: { Enabled: true, AttributeName: 'ttl' },
    }),
  );
});
afterAll(() => cloud.stop());

const put = (Item: Record<string, unknown>, ConditionExpression?: string) =>
  items.send(new PutCommand({ TableName, Item, ConditionExpression }));
const get = async (pk: string, sk: string) =>
  (await items.send(new GetCommand({ TableName, Key: { pk, sk } }))).Item;

test('an item comes back as it was put, until it is deleted', async () => {
  await put({ pk: 'a', sk: '1', n: 3, list: [1, 'x'], map: { deep: true } });
  expect(await get('a', '1')).toEqual({
    pk: 'a',
    sk: '1',
    n: 3,
    list: [1, 'x'],
    map: { deep: true },
  });
  await items.send(new DeleteCommand({ TableName, Key: { pk: 'a', sk: '1' } }));
  expect(await get('a', '1')).toBeUndefined();
});

test('a condition that does not hold leaves the item alone', async () => {
  await put({ pk: 'b', sk: '1', v: 1 });
  await expect(put({ pk: 'b', sk: '1', v: 2 }, 'attribute_not_exists(pk)')).rejects.toMatchObject({
    name: 'ConditionalCheckFailedException',
    message: 'The conditional request failed',
  });
  expect(await get('b', '1')).toMatchObject({ v: 1 });
});

test('an update counts up and answers what is new', async () => {
  const update = () =>
    items.send(
      new UpdateCommand({
        TableName,
        Key: { pk: 'c', sk: '1' },
        UpdateExpression: 'ADD hits :one SET seen = if_not_exists(seen, :now)',
        ExpressionAttributeValues: { ':one': 1, ':now': 'first' },
        ReturnValues: 'ALL_NEW',
      }),
    );
  await update();
  expect((await update()).Attributes).toEqual({ pk: 'c', sk: '1', hits: 2, seen: 'first' });
});

test('a query reads a prefix of the sort key in order, backwards and by pages', async () => {
  for (const sk of ['X#1', 'X#2', 'X#3', 'Y#1']) await put({ pk: 'd', sk });
  const query = (more: object) =>
    items.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
        ExpressionAttributeValues: { ':pk': 'd', ':sk': 'X#' },
        ...more,
      }),
    );
  expect((await query({})).Items?.map(({ sk }) => sk)).toEqual(['X#1', 'X#2', 'X#3']);
  expect((await query({ ScanIndexForward: false })).Items?.map(({ sk }) => sk)).toEqual([
    'X#3',
    'X#2',
    'X#1',
  ]);
  const first = await query({ Limit: 2 });
  const rest = await query({ ExclusiveStartKey: first.LastEvaluatedKey });
  expect([...first.Items!, ...rest.Items!].map(({ sk }) => sk)).toEqual(['X#1', 'X#2', 'X#3']);
});

test('an index finds items by another attribute', async () => {
  await put({ pk: 'e', sk: '1', kind: 'rare' });
  const { Items } = await items.send(
    new QueryCommand({
      TableName,
      IndexName: 'by-kind',
      KeyConditionExpression: 'kind = :k',
      ExpressionAttributeValues: { ':k': 'rare' },
    }),
  );
  expect(Items).toEqual([{ pk: 'e', sk: '1', kind: 'rare' }]);
});

test('a transaction happens whole or not at all, and says which part failed', async () => {
  await put({ pk: 'f', sk: 'taken' });
  const failed = items.send(
    new TransactWriteCommand({
      TransactItems: [
        { Put: { TableName, Item: { pk: 'f', sk: 'new' } } },
        {
          Put: {
            TableName,
            Item: { pk: 'f', sk: 'taken' },
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
      ],
    }),
  );
  await expect(failed).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }],
  });
  expect(await get('f', 'new')).toBeUndefined();
});

test('two operations on one item in a transaction are refused', async () => {
  const Item = { pk: 'g', sk: '1' };
  await expect(
    items.send(
      new TransactWriteCommand({
        TransactItems: [{ Put: { TableName, Item } }, { Put: { TableName, Item } }],
      }),
    ),
  ).rejects.toMatchObject({
    name: 'ValidationException',
    message: 'Transaction request cannot include multiple operations on one item',
  });
});

test('an item expires at its second', async () => {
  await put({ pk: 'h', sk: '1', ttl: Date.parse('2020-01-01T00:01:00Z') / 1000 });
  await cloud.running.dispatcher.advanceTo(Date.parse('2020-01-01T00:00:59Z'));
  expect(await get('h', '1')).toBeDefined();
  await cloud.running.dispatcher.advanceTo(Date.parse('2020-01-01T00:01:00Z'));
  expect(await get('h', '1')).toBeUndefined();
});

import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';

const TableName = 'conditions';
let cloud: TestCloud;
let items: DynamoDBDocumentClient;

const ITEM = {
  pk: 'one',
  text: 'abc',
  blank: '',
  number: 10,
  list: [1, { deep: true }],
  map: { a: 1, b: [2] },
  tags: new Set(['x', 'y']),
};

beforeAll(async () => {
  cloud = await emptyCloud();
  const client = new DynamoDBClient(cloud.settings);
  items = DynamoDBDocumentClient.from(client);
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    }),
  );
  await items.send(new PutCommand({ TableName, Item: ITEM }));
});
afterAll(() => cloud.stop());

/** True where the item passes the expression; `v` and `w` are values it may use. */
async function holds(FilterExpression: string, v?: unknown, w?: unknown): Promise<boolean> {
  const given = Object.entries({ ':v': v, ':w': w }).filter(([, value]) => value !== undefined);
  const names = [
    ['#m', 'map'],
    ['#l', 'list'],
  ].filter(([, name]) => FilterExpression.includes(name!));
  const { Count } = await items.send(
    new ScanCommand({
      TableName,
      FilterExpression: FilterExpression.replaceAll('map', '#m').replaceAll('list', '#l'),
      ExpressionAttributeNames: names.length > 0 ? Object.fromEntries(names) : undefined,
      ExpressionAttributeValues: given.length > 0 ? Object.fromEntries(given) : undefined,
    }),
  );
  return Count === 1;
}

test('maps, lists and sets are compared through and through', async () => {
  expect(await holds('map = :v', { b: [2], a: 1 })).toBe(true);
  expect(await holds('map = :v', { b: [3], a: 1 })).toBe(false);
  expect(await holds('list = :v', [1, { deep: true }])).toBe(true);
  expect(await holds('list = :v', [{ deep: true }, 1])).toBe(false);
  expect(await holds('tags = :v', new Set(['y', 'x']))).toBe(true);
  expect(await holds('contains(list, :v)', { deep: true })).toBe(true);
});

test('what is missing equals nothing, not even what is missing too', async () => {
  expect(await holds('nothing = nowhere')).toBe(false);
  expect(await holds('nothing <> :v', 1)).toBe(true);
  expect(await holds('nothing < :v', 1)).toBe(false);
  expect(await holds('pk BETWEEN :v AND nothing', 'a')).toBe(false);
  expect(await holds('pk IN (nothing, :v)', 'one')).toBe(true);
});

test('an empty text has a size and begins with itself', async () => {
  expect(await holds('size(blank) = :v', 0)).toBe(true);
  expect(await holds('begins_with(blank, :v)', '')).toBe(true);
  expect(await holds('size(map) BETWEEN :v AND :w', 1, 2)).toBe(true);
});

test('one of several older conditions is enough where they are joined by OR', async () => {
  const scan = (ConditionalOperator: 'AND' | 'OR') =>
    items.send(
      new ScanCommand({
        TableName,
        ConditionalOperator,
        ScanFilter: {
          nothing: { ComparisonOperator: 'NOT_NULL' },
          number: { ComparisonOperator: 'GE', AttributeValueList: [10] },
        },
      }),
    );
  expect((await scan('OR')).Count).toBe(1);
  expect((await scan('AND')).Count).toBe(0);
});

test('a write fails by a condition on a map that is another', async () => {
  const put = (map: object) =>
    items.send(
      new PutCommand({
        TableName,
        Item: ITEM,
        ConditionExpression: '#m = :map',
        ExpressionAttributeNames: { '#m': 'map' },
        ExpressionAttributeValues: { ':map': map },
      }),
    );
  await put({ a: 1, b: [2] });
  await expect(put({ a: 1 })).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
});

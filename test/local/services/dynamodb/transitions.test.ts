import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';

let cloud: TestCloud;
let dynamodb: DynamoDBClient;
beforeAll(async () => {
  cloud = await emptyCloud({ clock: 'real', startTime: undefined });
  dynamodb = new DynamoDBClient(cloud.settings);
  await dynamodb.send(new ListTablesCommand({}));
});
afterAll(() => cloud.stop());

const units = (ReadCapacityUnits: number) => ({ ReadCapacityUnits, WriteCapacityUnits: 1 });
const Key = { a: { S: '1' } };
const index = (IndexName: string) => ({
  IndexName,
  KeySchema: [{ AttributeName: 'a', KeyType: 'HASH' as const }],
  Projection: { ProjectionType: 'ALL' as const },
  ProvisionedThroughput: units(1),
});

const create = (TableName: string, more: Partial<CreateTableCommandInput> = {}) =>
  dynamodb.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [{ AttributeName: 'a', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'a', AttributeType: 'S' }],
      ProvisionedThroughput: units(1),
      ...more,
    }),
  );

const described = async (TableName: string) =>
  (await dynamodb.send(new DescribeTableCommand({ TableName }))).Table!;

const settled = async (TableName: string) => {
  await expect.poll(async () => (await described(TableName)).TableStatus).toBe('ACTIVE');
  return described(TableName);
};

test('a table that is being made has no items and cannot be changed', async () => {
  const TableName = 'made';
  await create(TableName, { GlobalSecondaryIndexes: [index('by-a')] });
  const [table, ...refusals] = await Promise.all([
    described(TableName),
    ...[
      new GetItemCommand({ TableName, Key }),
      new PutItemCommand({ TableName, Item: Key }),
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'a = :a',
        ExpressionAttributeValues: { ':a': { S: '1' } },
      }),
      new DeleteTableCommand({ TableName }),
      new UpdateTableCommand({ TableName, ProvisionedThroughput: units(2) }),
    ].map((command) =>
      dynamodb.send(command as GetItemCommand).then(
        () => 'done',
        ({ name, message }: Error) => `${name}: ${message}`,
      ),
    ),
  ]);
  expect(table).toMatchObject({
    TableStatus: 'CREATING',
    GlobalSecondaryIndexes: [{ IndexStatus: 'CREATING' }],
  });
  const none = 'ResourceNotFoundException: Requested resource not found';
  const busy =
    'ResourceInUseException: Attempt to change a resource which is still in use: Table is being created: made';
  expect(refusals).toEqual([none, none, none, busy, busy]);
  expect(await settled(TableName)).toMatchObject({
    GlobalSecondaryIndexes: [{ IndexStatus: 'ACTIVE' }],
  });
  await dynamodb.send(new PutItemCommand({ TableName, Item: Key }));
});

test('throughput is shown as it was until the change is done, and dated then', async () => {
  const TableName = 'changed';
  await create(TableName);
  await settled(TableName);
  const { TableDescription: answer } = await dynamodb.send(
    new UpdateTableCommand({ TableName, ProvisionedThroughput: units(5) }),
  );
  expect(answer).toMatchObject({
    TableStatus: 'UPDATING',
    ProvisionedThroughput: { ReadCapacityUnits: 1 },
  });
  expect(await described(TableName)).toEqual(answer);
  await dynamodb.send(new PutItemCommand({ TableName, Item: Key }));
  const { ProvisionedThroughput: after } = await settled(TableName);
  expect(after).toMatchObject({ ReadCapacityUnits: 5, NumberOfDecreasesToday: 0 });
  expect(after!.LastIncreaseDateTime!.getTime()).toBeGreaterThan(
    answer!.ProvisionedThroughput!.LastIncreaseDateTime!.getTime(),
  );
});

test('a table that is being deleted is listed until it is gone', async () => {
  const TableName = 'gone';
  await create(TableName);
  await settled(TableName);
  await dynamodb.send(new DeleteTableCommand({ TableName }));
  expect((await described(TableName)).TableStatus).toBe('DELETING');
  await expect(create(TableName)).rejects.toThrow('Table already exists: gone');
  await expect
    .poll(async () => (await dynamodb.send(new ListTablesCommand({}))).TableNames)
    .not.toContain(TableName);
  await create(TableName);
});

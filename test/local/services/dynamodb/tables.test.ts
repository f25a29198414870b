import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ListTagsOfResourceCommand,
  QueryCommand,
  ScanCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';
import { TargetClient } from '../../support/form-client.ts';

let cloud: TestCloud;
let client: DynamoDBClient;
let items: DynamoDBDocumentClient;

beforeAll(async () => {
  cloud = await emptyCloud();
  client = new DynamoDBClient(cloud.settings);
  items = DynamoDBDocumentClient.from(client);
});
afterAll(() => cloud.stop());

const create = async (TableName: string, more: Partial<CreateTableCommandInput> = {}) =>
  (
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        ...more,
      }),
    )
  ).TableDescription!;
const describe = async (TableName: string) =>
  (await client.send(new DescribeTableCommand({ TableName }))).Table!;
const put = (TableName: string, Item: Record<string, unknown>) =>
  items.send(new PutCommand({ TableName, Item }));

test('a table is shown as AWS shows it', async () => {
  const made = await create('shown', {
    BillingMode: 'PROVISIONED',
    ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
  });
  expect(made).toMatchObject({
    TableStatus: 'CREATING',
    TableArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/shown',
    ItemCount: 0,
    DeletionProtectionEnabled: false,
    ProvisionedThroughput: {
      NumberOfDecreasesToday: 0,
      ReadCapacityUnits: 5,
      WriteCapacityUnits: 5,
    },
  });
  await expect(create('shown')).rejects.toMatchObject({ name: 'ResourceInUseException' });
  expect((await describe('shown')).TableStatus).toBe('ACTIVE');
  await expect(describe('none')).rejects.toThrow(
    'Requested resource not found: Table: none not found',
  );
});

test('a new index holds what is in the table, a removed one is gone', async () => {
  const TableName = 'indexed';
  await create(TableName);
  await put(TableName, { id: 'a', kind: 'x' });
  await put(TableName, { id: 'b' });
  const update = (change: object) =>
    client.send(
      new UpdateTableCommand({
        TableName,
        AttributeDefinitions: [{ AttributeName: 'kind', AttributeType: 'S' }],
        GlobalSecondaryIndexUpdates: [change],
      }),
    );
  const Create = {
    IndexName: 'by-kind',
    KeySchema: [{ AttributeName: 'kind', KeyType: 'HASH' as const }],
    Projection: { ProjectionType: 'KEYS_ONLY' as const },
  };
  const { TableDescription } = await update({ Create });
  expect(TableDescription).toMatchObject({
    TableStatus: 'UPDATING',
    GlobalSecondaryIndexes: [{ IndexName: 'by-kind', IndexStatus: 'CREATING' }],
  });
  const query = new QueryCommand({
    TableName,
    IndexName: 'by-kind',
    KeyConditionExpression: 'kind = :x',
    ExpressionAttributeValues: { ':x': { S: 'x' } },
  });
  expect((await client.send(query)).Items).toEqual([{ id: { S: 'a' }, kind: { S: 'x' } }]);
  await update({ Delete: { IndexName: 'by-kind' } });
  await expect(client.send(query)).rejects.toThrow(
    'The table does not have the specified index: by-kind',
  );
});

test('protection, tags and recovery are switched on and off', async () => {
  const { TableArn: ResourceArn } = await create('kept', { DeletionProtectionEnabled: true });
  const TableName = 'kept';
  await expect(client.send(new DeleteTableCommand({ TableName }))).rejects.toThrow(
    'Resource cannot be deleted as it is currently protected against deletion.',
  );
  await client.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false }));
  const Tags = [
    { Key: 'a', Value: '1' },
    { Key: 'b', Value: '2' },
  ];
  await client.send(new TagResourceCommand({ ResourceArn, Tags }));
  await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['a'] }));
  const listed = await client.send(new ListTagsOfResourceCommand({ ResourceArn }));
  expect(listed.Tags).toEqual([{ Key: 'b', Value: '2' }]);
  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
  await client.send(
    new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }),
  );
  const backups = await client.send(new DescribeContinuousBackupsCommand({ TableName }));
  expect(backups.ContinuousBackupsDescription!.PointInTimeRecoveryDescription).toMatchObject({
    PointInTimeRecoveryStatus: 'ENABLED',
  });
  await client.send(new DeleteTableCommand({ TableName }));
});

test('a scan ends its pages at a megabyte, and its segments are disjoint', async () => {
  const TableName = 'scanned';
  await create(TableName);
  const text = 'x'.repeat(300_000);
  for (let number = 0; number < 6; number++) await put(TableName, { id: `${number}`, text });
  const first = await client.send(new ScanCommand({ TableName, ReturnConsumedCapacity: 'TOTAL' }));
  expect([first.Count, first.LastEvaluatedKey !== undefined]).toEqual([4, true]);
  expect(first.ConsumedCapacity).toEqual({ CapacityUnits: 146.5, TableName });
  const segments = await Promise.all(
    [0, 1, 2].map((Segment) =>
      client.send(
        new ScanCommand({ TableName, Segment, TotalSegments: 3, ProjectionExpression: 'id' }),
      ),
    ),
  );
  const ids = segments.flatMap(({ Items = [] }) => Items.map(({ id }) => id!.S!));
  expect(ids.sort()).toEqual(['0', '1', '2', '3', '4', '5']);
});

test('types are refused as the service refuses them, with their namespace', async () => {
  const raw = new TargetClient(cloud.settings, 'dynamodb', 'DynamoDB_20120810');
  expect(await raw.post('PutItem', { TableName: 23 })).toEqual({
    status: 400,
    body: {
      __type: 'com.amazon.coral.service#SerializationException',
      Message: 'NUMBER_VALUE cannot be converted to String',
    },
  });
  expect(await raw.post('GetItem', { TableName: 'none', Key: { id: { S: 'a' } } })).toEqual({
    status: 400,
    body: {
      __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException',
      message: 'Requested resource not found',
    },
  });
  expect((await raw.post('Query', { TableName: 'abc' })).body).toMatchObject({
    __type: 'com.amazon.coral.validate#ValidationException',
  });
});

test('a table may be named by its ARN', async () => {
  const { TableArn: TableName } = await create('by-arn');
  await put(TableName!, { id: 'a' });
  expect((await client.send(new ScanCommand({ TableName }))).Count).toBe(1);
});

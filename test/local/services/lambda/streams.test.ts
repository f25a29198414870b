import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { CreateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aFunction, lambdaCloud } from './support.ts';
import type { LambdaCloud } from './support.ts';

let cloud: LambdaCloud;
let sqs: SQSClient;
let dynamodb: DynamoDBClient;
beforeAll(async () => {
  cloud = await lambdaCloud();
  sqs = new SQSClient(cloud.settings);
  dynamodb = new DynamoDBClient(cloud.settings);
});
afterAll(() => cloud.stop());

const later = (seconds: number) =>
  cloud.running.dispatcher.advanceTo(cloud.running.cloud.world.now() + seconds * 1000);

async function aStream(TableName: string): Promise<string> {
  await dynamodb.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    }),
  );
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
  return Table!.LatestStreamArn!;
}

const put = (TableName: string, id: string, kind = 'good') =>
  dynamodb.send(new PutItemCommand({ TableName, Item: { id: { S: id }, kind: { S: kind } } }));

async function aQueue(QueueName: string) {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName }));
  return { url: QueueUrl!, arn: `arn:aws:sqs:us-east-1:000000000000:${QueueName}` };
}

async function received(QueueUrl: string): Promise<unknown[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 43_200 }),
  );
  return Messages.map(({ Body }) => JSON.parse(Body!) as unknown);
}

/** Tells a queue which items came, and reports those of the kind `bad` as failed. */
const telling = (url: string) => `
  const { SQSClient, SendMessageCommand } = require('@aws-sdk/client-sqs');
  const ids = event.Records.map((record) => record.dynamodb.NewImage.id.S);
  await new SQSClient({}).send(
    new SendMessageCommand({ QueueUrl: '${url}', MessageBody: JSON.stringify(ids) }));
  return { batchItemFailures: event.Records
    .filter((record) => record.dynamodb.NewImage.kind.S === 'bad')
    .map((record) => ({ itemIdentifier: record.dynamodb.SequenceNumber })) };`;

test('a record that fails is tried again from there on, then given up and told', async () => {
  const [seen, dead] = [await aQueue('seen'), await aQueue('given-up')];
  const stream = await aStream('retried');
  await aFunction(cloud, 'retrying', telling(seen.url), { Timeout: 20 });
  await cloud.lambda.send(
    new CreateEventSourceMappingCommand({
      EventSourceArn: stream,
      FunctionName: 'retrying',
      StartingPosition: 'TRIM_HORIZON',
      MaximumBatchingWindowInSeconds: 1,
      MaximumRetryAttempts: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      DestinationConfig: { OnFailure: { Destination: dead.arn } },
    }),
  );
  await put('retried', '1');
  await put('retried', '2', 'bad');
  await later(30);
  await put('retried', '3');
  await later(30);
  expect(await received(seen.url)).toEqual([['1', '2'], ['2'], ['3']]);
  expect(await received(dead.url)).toMatchObject([
    {
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
      responseContext: { statusCode: 200, functionError: null },
      DDBStreamBatchInfo: { batchSize: 1, streamArn: stream },
    },
  ]);
});

test('a mapping begins where it is told, and leaves out what its filter does not want', async () => {
  const seen = await aQueue('wanted');
  const stream = await aStream('filtered');
  await put('filtered', 'before');
  await aFunction(cloud, 'filtering', telling(seen.url), { Timeout: 20 });
  const map = (more: object) =>
    cloud.lambda.send(
      new CreateEventSourceMappingCommand({
        EventSourceArn: stream,
        FunctionName: 'filtering',
        ...more,
      }),
    );
  await expect(map({})).rejects.toThrow("Value null at 'startingPosition'");
  const pattern = { dynamodb: { NewImage: { kind: { S: ['good'] } } } };
  await map({
    StartingPosition: 'LATEST',
    FilterCriteria: { Filters: [{ Pattern: JSON.stringify(pattern) }] },
  });
  await put('filtered', 'left out', 'bad');
  await put('filtered', 'taken');
  await later(5);
  expect((await received(seen.url)).flat()).toEqual(['taken']);
});

test('a batch that breaks the function is split until what breaks it is alone', async () => {
  const seen = await aQueue('split');
  const stream = await aStream('bisected');
  const body = `
    if (event.Records.some((record) => record.dynamodb.NewImage.kind.S === 'bad'))
      throw new Error('bad');
    ${telling(seen.url)}`;
  await aFunction(cloud, 'splitting', body, { Timeout: 20 });
  for (const id of ['1', '2', '3', '4']) await put('bisected', id, id === '3' ? 'bad' : 'good');
  await cloud.lambda.send(
    new CreateEventSourceMappingCommand({
      EventSourceArn: stream,
      FunctionName: 'splitting',
      StartingPosition: 'TRIM_HORIZON',
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 0,
    }),
  );
  await later(30);
  expect(await received(seen.url)).toEqual([['1', '2'], ['4']]);
});

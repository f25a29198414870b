import {
  AddPermissionCommand,
  CreateEventSourceMappingCommand,
  CreateFunctionUrlConfigCommand,
  InvokeCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
} from '@aws-sdk/client-lambda';
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SQSClient,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aFunction, aZip, lambdaCloud } from './support.ts';
import type { LambdaCloud } from './support.ts';

let cloud: LambdaCloud;
let sqs: SQSClient;
beforeAll(async () => {
  cloud = await lambdaCloud();
  sqs = new SQSClient(cloud.settings);
});
afterAll(() => cloud.stop());

async function aQueue(QueueName: string) {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName }));
  return { url: QueueUrl!, arn: `arn:aws:sqs:us-east-1:000000000000:${QueueName}` };
}

async function received(QueueUrl: string) {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ['All'],
    }),
  );
  return Messages.map(({ Body, MessageAttributes }) => ({
    body: JSON.parse(Body!) as Record<string, unknown>,
    attributes: MessageAttributes,
  }));
}

const later = (seconds: number) =>
  cloud.running.dispatcher.advanceTo(cloud.running.cloud.world.now() + seconds * 1000);

test('an event that fails is tried three times, then told to the destination and the dead-letter queue', async () => {
  const [told, dead] = [await aQueue('told'), await aQueue('dead')];
  await aFunction(cloud, 'doomed', `throw new Error('never');`, {
    DeadLetterConfig: { TargetArn: dead.arn },
  });
  await cloud.lambda.send(
    new PutFunctionEventInvokeConfigCommand({
      FunctionName: 'doomed',
      DestinationConfig: { OnFailure: { Destination: told.arn } },
    }),
  );
  await cloud.lambda.send(
    new InvokeCommand({ FunctionName: 'doomed', InvocationType: 'Event', Payload: '{"a":1}' }),
  );
  await later(100);
  expect(await received(told.url)).toEqual([]);
  await later(120);
  expect((await received(told.url))[0]?.body).toMatchObject({
    requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
    requestPayload: { a: 1 },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: { errorMessage: 'never' },
  });
  const [letter] = await received(dead.url);
  expect(letter?.body).toEqual({ a: 1 });
  expect(letter?.attributes?.ErrorMessage?.StringValue).toBe('never');
});

test('an event for a function that may not run at all is told at once, with its trace', async () => {
  const told = await aQueue('never');
  await aFunction(cloud, 'stopped', 'return 1;');
  const FunctionName = 'stopped';
  await cloud.lambda.send(
    new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }),
  );
  await cloud.lambda.send(
    new PutFunctionEventInvokeConfigCommand({
      FunctionName,
      DestinationConfig: { OnFailure: { Destination: told.arn } },
    }),
  );
  await cloud.lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'Event' }));
  await later(1);
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: told.url, MessageSystemAttributeNames: ['All'] }),
  );
  expect(Messages[0]?.Attributes?.AWSTraceHeader).toMatch(/^Root=1-/);
  const body = JSON.parse(Messages[0]!.Body!) as Record<string, unknown>;
  expect(body).not.toHaveProperty('responseContext');
  expect(body.requestContext).toMatchObject({
    condition: 'ZeroReservedConcurrency',
    approximateInvokeCount: 0,
  });
});

test('messages run the function in batches; what it reports as failed comes back', async () => {
  const [source, seen] = [await aQueue('source'), await aQueue('seen')];
  const body = `
    const { SQSClient, SendMessageCommand } = require('@aws-sdk/client-sqs');
    const sqs = new SQSClient({});
    const bodies = event.Records.map((record) => record.body);
    await sqs.send(new SendMessageCommand({ QueueUrl: '${seen.url}', MessageBody: JSON.stringify(bodies) }));
    return { batchItemFailures: event.Records.filter((record) => record.body === 'bad')
      .map((record) => ({ itemIdentifier: record.messageId })) };`;
  await aFunction(cloud, 'batches', body, { Timeout: 20 });
  for (const MessageBody of ['good', 'bad', '{"skip":true}'])
    await sqs.send(new SendMessageCommand({ QueueUrl: source.url, MessageBody }));
  await cloud.lambda.send(
    new CreateEventSourceMappingCommand({
      EventSourceArn: source.arn,
      FunctionName: 'batches',
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      FilterCriteria: { Filters: [{ Pattern: '{"body":["good","bad"]}' }] },
    }),
  );
  await later(1);
  expect((await received(seen.url)).map((each) => each.body)).toEqual([['good', 'bad']]);
  await later(31);
  expect((await received(seen.url)).map((each) => each.body)).toContainEqual(['bad']);
});

test('a mapping of a queue that is not there, or a second one, is refused', async () => {
  const { arn } = await aQueue('once');
  await aFunction(cloud, 'mapped', 'return 1;');
  const map = (EventSourceArn: string, more: object = {}) =>
    cloud.lambda.send(
      new CreateEventSourceMappingCommand({ EventSourceArn, FunctionName: 'mapped', ...more }),
    );
  await expect(map(`${arn}-not`)).rejects.toThrow(
    'Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.',
  );
  await expect(map(arn, { BatchSize: 11 })).rejects.toThrow(
    'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
  );
  await expect(map(arn, { FilterCriteria: { Filters: [{ Pattern: '[]' }] } })).rejects.toThrow(
    'Invalid filter pattern definition.',
  );
  await map(arn);
  await expect(map(arn)).rejects.toMatchObject({ name: 'ResourceConflictException' });
});

test('a function URL lets everybody in only when the policy does', async () => {
  const body = `return { statusCode: 201, cookies: ['a=b'], body: { path: event.rawPath, sent: event.body } };`;
  await aFunction(cloud, 'open', body);
  const { FunctionUrl } = await cloud.lambda.send(
    new CreateFunctionUrlConfigCommand({ FunctionName: 'open', AuthType: 'NONE' }),
  );
  const ask = () =>
    fetch(`${FunctionUrl}x/y?z=1`, {
      method: 'POST',
      body: 'hi',
      headers: { 'content-type': 'text/plain' },
    });
  const closed = await ask();
  expect([closed.status, await closed.json()]).toEqual([
    403,
    {
      Message:
        'Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
    },
  ]);
  await cloud.lambda.send(
    new AddPermissionCommand({
      FunctionName: 'open',
      StatementId: 'all',
      Action: 'lambda:InvokeFunctionUrl',
      Principal: '*',
      FunctionUrlAuthType: 'NONE',
    }),
  );
  const open = await ask();
  expect([open.status, open.headers.get('set-cookie'), await open.json()]).toEqual([
    201,
    'a=b',
    { path: '/x/y', sent: 'hi' },
  ]);
});

test('a function that streams answers its URL with the status and headers that it wrote first', async () => {
  const handler = `awslambda.streamifyResponse(async (event, stream) => {
    const { rawPath } = event;
    if (rawPath === '/plain') stream.setContentType('text/plain');
    else stream = awslambda.HttpResponseStream.from(stream, {
      statusCode: 202, headers: { 'Content-Type': 'text/html' }, cookies: ['a=b'] });
    stream.write('Hello,'); stream.write(Buffer.from([0x20, 0xe2, 0x82, 0xac])); stream.end();
  })`;
  await aFunction(cloud, 'streaming', '', {
    Code: { ZipFile: aZip({ 'index.js': `exports.handler = ${handler};` }) },
  });
  const url = {
    FunctionName: 'streaming',
    AuthType: 'NONE',
    InvokeMode: 'RESPONSE_STREAM',
  } as const;
  const { FunctionUrl, InvokeMode } = await cloud.lambda.send(
    new CreateFunctionUrlConfigCommand(url),
  );
  expect(InvokeMode).toBe('RESPONSE_STREAM');
  await cloud.lambda.send(
    new AddPermissionCommand({
      FunctionName: 'streaming',
      StatementId: 'all',
      Action: 'lambda:InvokeFunctionUrl',
      Principal: '*',
      FunctionUrlAuthType: 'NONE',
    }),
  );
  const shaped = await fetch(FunctionUrl!);
  expect([shaped.status, shaped.headers.get('set-cookie'), await shaped.text()]).toEqual([
    202,
    'a=b',
    'Hello, €',
  ]);
  const plain = await fetch(`${FunctionUrl}plain`);
  expect([plain.status, plain.headers.get('content-type'), await plain.text()]).toEqual([
    200,
    'text/plain',
    'Hello, €',
  ]);
});

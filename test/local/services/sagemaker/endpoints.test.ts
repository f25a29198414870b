import { afterEach, expect, test } from 'vitest';
import { startTestCloud } from './support.ts';
import type { TestCloud } from './support.ts';

let cloud: TestCloud;
afterEach(() => cloud.end());

const INSTANCE = {
  VariantName: 'AllTraffic',
  InitialInstanceCount: 1,
  InstanceType: 'ml.m5.large',
};
const SERVERLESS = {
  VariantName: 'AllTraffic',
  ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 },
};

async function configure(
  name: string,
  variants: readonly object[],
  more: object = {},
): Promise<void> {
  await cloud.sagemaker('CreateEndpointConfig', {
    EndpointConfigName: name,
    ProductionVariants: variants,
    ...more,
  });
}

/** An endpoint `Scores` whose model multiplies by a factor. */
async function serve(
  factor = 2,
  variant: object = INSTANCE,
  more: object = {},
): Promise<Record<string, unknown>> {
  await cloud.model('first', { factor });
  await configure('first', [{ ...variant, ModelName: 'first' }], more);
  await cloud.sagemaker('CreateEndpoint', { EndpointName: 'Scores', EndpointConfigName: 'first' });
  await cloud.settle();
  return describe();
}

function describe(): Promise<Record<string, unknown>> {
  return cloud.sagemaker('DescribeEndpoint', { EndpointName: 'Scores' });
}

async function ask(Body: string, more: object = {}): Promise<string> {
  const answer = await cloud.invoke<{ Body: Buffer }>({
    EndpointName: 'Scores',
    Body: Buffer.from(Body),
    ContentType: 'text/csv',
    ...more,
  });
  return answer.Body.toString();
}

test('an endpoint comes into service and answers', async () => {
  cloud = await startTestCloud();
  expect(await serve()).toMatchObject({
    EndpointArn: 'arn:aws:sagemaker:us-east-1:111111111111:endpoint/scores',
    EndpointStatus: 'InService',
    EndpointConfigName: 'first',
    ProductionVariants: [{ VariantName: 'AllTraffic', CurrentWeight: 1, CurrentInstanceCount: 1 }],
  });
  expect(await ask('1\n2\n')).toBe('2\n4\n');
});

test('attributes go in and out, and the variant is named', async () => {
  cloud = await startTestCloud();
  await serve();
  const answer = await cloud.invoke({
    EndpointName: 'Scores',
    Body: Buffer.from('1'),
    ContentType: 'text/csv',
    Accept: 'text/csv; charset=utf-8',
    CustomAttributes: 'trace=7',
  });
  expect(answer).toMatchObject({
    ContentType: 'text/csv; charset=utf-8',
    CustomAttributes: 'trace=7',
    InvokedProductionVariant: 'AllTraffic',
  });
});

test('a model that refuses is a ModelError with its status and words', async () => {
  cloud = await startTestCloud();
  await serve();
  await expect(ask('bad')).rejects.toMatchObject({
    code: 'ModelError',
    status: 424,
    members: { OriginalStatusCode: 400, OriginalMessage: 'cannot read bad' },
    message: expect.stringMatching(
      /^Received client error \(400\) from primary with message "cannot read bad"\. See https/,
    ) as string,
  });
  expect(
    cloud.metrics.filter(({ name }) => name === 'Invocation4XXErrors').map(({ value }) => value),
  ).toEqual([1]);
});

test('an endpoint that is not there is a ValidationError', async () => {
  cloud = await startTestCloud();
  await expect(ask('1')).rejects.toMatchObject({
    code: 'ValidationError',
    message: 'Endpoint Scores of account 111111111111 not found.',
  });
});

test('every invocation is measured, latencies in microseconds', async () => {
  cloud = await startTestCloud();
  await serve();
  await ask('1');
  const dimensions = { EndpointName: 'Scores', VariantName: 'AllTraffic' };
  const measured = cloud.metrics.filter((metric) => metric.dimensions.EndpointName === 'Scores');
  expect(measured.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'Invocations',
      'Invocation4XXErrors',
      'Invocation5XXErrors',
      'ModelLatency',
      'OverheadLatency',
    ]),
  );
  expect(measured[0]).toMatchObject({ name: 'Invocations', value: 1, dimensions });
});

test('an endpoint whose container does not become healthy fails', async () => {
  cloud = await startTestCloud();
  await cloud.model('first', { broken: true });
  await configure('first', [{ ...INSTANCE, ModelName: 'first' }]);
  await cloud.sagemaker('CreateEndpoint', { EndpointName: 'Scores', EndpointConfigName: 'first' });
  await cloud.settle();
  expect(await describe()).toMatchObject({
    EndpointStatus: 'Failed',
    FailureReason: expect.stringContaining('did not pass the ping health check') as string,
  });
  await expect(
    cloud.sagemaker('UpdateEndpoint', { EndpointName: 'Scores', EndpointConfigName: 'first' }),
  ).rejects.toThrow(/status Failed/);
});

test('an update brings the new model into service and ends the old one', async () => {
  cloud = await startTestCloud();
  await serve(2);
  await cloud.model('second', { factor: 3 });
  await configure('second', [{ ...INSTANCE, ModelName: 'second' }]);
  await cloud.sagemaker('UpdateEndpoint', { EndpointName: 'Scores', EndpointConfigName: 'second' });
  await cloud.settle();
  expect(await describe()).toMatchObject({
    EndpointStatus: 'InService',
    EndpointConfigName: 'second',
  });
  expect(await ask('1')).toBe('3\n');
  expect(cloud.cloud.db.all('SELECT pid FROM sagemaker_processes')).toHaveLength(1);
});

test('an update that fails goes back to the model of before', async () => {
  cloud = await startTestCloud();
  await serve(2);
  await cloud.model('second', { broken: true });
  await configure('second', [{ ...INSTANCE, ModelName: 'second' }]);
  await cloud.sagemaker('UpdateEndpoint', { EndpointName: 'Scores', EndpointConfigName: 'second' });
  await cloud.settle();
  expect(await describe()).toMatchObject({
    EndpointStatus: 'InService',
    EndpointConfigName: 'first',
  });
  expect(await ask('1')).toBe('2\n');
});

test('traffic goes to the variants by weight, or to the one that is asked for', async () => {
  cloud = await startTestCloud();
  await cloud.model('first', { factor: 2 });
  await cloud.model('second', { factor: 3 });
  await configure('split', [
    { ...INSTANCE, VariantName: 'A', ModelName: 'first', InitialVariantWeight: 1 },
    { ...INSTANCE, VariantName: 'B', ModelName: 'second', InitialVariantWeight: 0 },
  ]);
  await cloud.sagemaker('CreateEndpoint', { EndpointName: 'Scores', EndpointConfigName: 'split' });
  await cloud.settle();
  expect([await ask('1'), await ask('1'), await ask('1', { TargetVariant: 'B' })]).toEqual([
    '2\n',
    '2\n',
    '3\n',
  ]);
});

test('a serverless endpoint answers, and cannot capture', async () => {
  cloud = await startTestCloud();
  expect(await serve(2, SERVERLESS)).toMatchObject({
    ProductionVariants: [{ CurrentServerlessConfig: { MemorySizeInMB: 2048 } }],
  });
  expect(await ask('4')).toBe('8\n');
  const DataCaptureConfig = {
    InitialSamplingPercentage: 100,
    DestinationS3Uri: 's3://lake/c',
    CaptureOptions: [{ CaptureMode: 'Input' }],
  };
  await expect(
    configure('c', [{ ...SERVERLESS, ModelName: 'first' }], { DataCaptureConfig }),
  ).rejects.toMatchObject({
    code: 'ValidationException',
    message: 'DataCaptureConfig is not supported for serverless endpoints.',
  });
});

test('memory of a serverless endpoint comes in whole gigabytes, and concurrency ends at 200', async () => {
  cloud = await startTestCloud();
  await cloud.model('first', { factor: 2 });
  const of = (ServerlessConfig: object) =>
    configure('c', [{ VariantName: 'A', ModelName: 'first', ServerlessConfig }]);
  await expect(of({ MemorySizeInMB: 1500, MaxConcurrency: 5 })).rejects.toThrow(/memorySizeInMB/);
  await expect(of({ MemorySizeInMB: 2048, MaxConcurrency: 201 })).rejects.toThrow(/maxConcurrency/);
});

test('an endpoint on instances does not become serverless', async () => {
  cloud = await startTestCloud();
  await serve();
  await configure('second', [{ ...SERVERLESS, ModelName: 'first' }]);
  await expect(
    cloud.sagemaker('UpdateEndpoint', { EndpointName: 'Scores', EndpointConfigName: 'second' }),
  ).rejects.toMatchObject({ code: 'ValidationException' });
});

test('creating an endpoint is demanded on the endpoint and on its configuration', async () => {
  cloud = await startTestCloud();
  await cloud.model('first', { factor: 2 });
  await configure('First', [{ ...INSTANCE, ModelName: 'first' }]);
  const arn = (rest: string) => `arn:aws:sagemaker:us-east-1:111111111111:${rest}`;
  const role = await cloud.role('deployer', [
    { Effect: 'Allow', Action: 'sagemaker:*', Resource: arn('endpoint/*') },
  ]);
  const principal = cloud.cloud.assumeRole(role, 't', {
    kind: 'service',
    arn: 'sagemaker.amazonaws.com',
    accountId: '111111111111',
  });
  const input = { EndpointName: 'Scores', EndpointConfigName: 'First' };
  await expect(cloud.sagemaker('CreateEndpoint', input, principal)).rejects.toThrow(
    arn('endpoint-config/first'),
  );
});

test('captured invocations are written as lines into the hour in which they came', async () => {
  cloud = await startTestCloud();
  await serve(2, INSTANCE, {
    DataCaptureConfig: {
      EnableCapture: true,
      InitialSamplingPercentage: 100,
      DestinationS3Uri: 's3://lake/captures',
      CaptureOptions: [{ CaptureMode: 'Input' }, { CaptureMode: 'Output' }],
      CaptureContentTypeHeader: { CsvContentTypes: ['text/csv'] },
    },
  });
  await ask('1', { InferenceId: 'order-9' });
  await ask('{"x":1}', { ContentType: 'application/json', Accept: 'application/json' });
  await cloud.dispatcher.advanceTo(cloud.cloud.world.now() + 120_000);
  const keys = await cloud.keys('captures/');
  expect(keys).toEqual([
    expect.stringMatching(
      /^captures\/Scores\/AllTraffic\/2026\/03\/02\/08\/\d\d-\d\d-\d{3}-[-0-9a-f]{36}\.jsonl$/,
    ),
  ]);
  const lines = (await cloud.get(keys[0]!))
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines[0]).toEqual({
    captureData: {
      endpointInput: { observedContentType: 'text/csv', mode: 'INPUT', data: '1', encoding: 'CSV' },
      endpointOutput: {
        observedContentType: 'text/csv',
        mode: 'OUTPUT',
        data: '2\n',
        encoding: 'CSV',
      },
    },
    eventMetadata: {
      eventId: expect.any(String) as string,
      inferenceId: 'order-9',
      inferenceTime: '2026-03-02T08:00:00Z',
    },
    eventVersion: '0',
  });
  expect(lines[1]).toMatchObject({
    captureData: {
      endpointInput: { data: Buffer.from('{"x":1}').toString('base64'), encoding: 'BASE64' },
    },
  });
});

test('an endpoint answers again after its cloud was stopped', async () => {
  cloud = await startTestCloud();
  await serve(5);
  const { dataDir } = cloud;
  await cloud.end({ keep: true });
  cloud = await startTestCloud({ dataDir });
  expect(await describe()).toMatchObject({ EndpointStatus: 'InService' });
  expect(await ask('2')).toBe('10\n');
});

test('a container that dies is told as a server error, and started again for the next', async () => {
  cloud = await startTestCloud();
  await serve();
  await expect(ask('die')).rejects.toMatchObject({ code: 'ModelError' });
  expect(await ask('3')).toBe('6\n');
});

test('a deleted endpoint ends its program and is not found any more', async () => {
  cloud = await startTestCloud();
  await serve();
  await cloud.sagemaker('DeleteEndpoint', { EndpointName: 'Scores' });
  await cloud.settle();
  await expect(describe()).rejects.toMatchObject({
    code: 'ValidationException',
    message: 'Could not find endpoint "arn:aws:sagemaker:us-east-1:111111111111:endpoint/scores".',
  });
  expect(cloud.cloud.db.all('SELECT pid FROM sagemaker_processes')).toEqual([]);
});

test('how an endpoint stands is told to EventBridge in capitals', async () => {
  cloud = await startTestCloud();
  await serve();
  await cloud.sagemaker('DeleteEndpoint', { EndpointName: 'Scores' });
  await cloud.settle();
  const heard = cloud.events.filter(
    (event) => event['detail-type'] === 'SageMaker Endpoint State Change',
  );
  expect(heard.map(({ detail }) => detail.EndpointStatus)).toEqual([
    'CREATING',
    'IN_SERVICE',
    'DELETING',
  ]);
});

test('tags are added, listed and deleted', async () => {
  cloud = await startTestCloud();
  await cloud.model('first', { factor: 1 });
  const ResourceArn = 'arn:aws:sagemaker:us-east-1:111111111111:model/first';
  await cloud.sagemaker('AddTags', {
    ResourceArn,
    Tags: [
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '2' },
    ],
  });
  await cloud.sagemaker('DeleteTags', { ResourceArn, TagKeys: ['a'] });
  expect(await cloud.sagemaker('ListTags', { ResourceArn })).toEqual({
    Tags: [{ Key: 'b', Value: '2' }],
  });
});

import { afterEach, expect, test } from 'vitest';
import { snsService } from '../../../../local/services/sns/index.ts';
import { sqsService } from '../../../../local/services/sqs/index.ts';
import { startTestCloud } from './support.ts';
import type { TestCloud } from './support.ts';

let cloud: TestCloud;
afterEach(() => cloud.end());

const ARN = (service: string, name: string) => `arn:aws:${service}:us-east-1:111111111111:${name}`;

/** An endpoint `Later` that answers twofold into `results/`, and tells the queue `told`. */
async function serve(output: object = {}): Promise<void> {
  cloud = await startTestCloud({ more: [snsService, sqsService] });
  const call = (service: string, action: string, input: object) =>
    cloud.cloud.call(service, action, input, cloud.root);
  await call('sqs', 'CreateQueue', {
    QueueName: 'told',
    Attributes: {
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: '*',
            Action: 'sqs:SendMessage',
            Resource: ARN('sqs', 'told'),
          },
        ],
      }),
    },
  });
  for (const Name of ['good', 'bad']) {
    await call('sns', 'CreateTopic', { Name });
    await call('sns', 'Subscribe', {
      TopicArn: ARN('sns', Name),
      Protocol: 'sqs',
      Endpoint: ARN('sqs', 'told'),
      Attributes: { RawMessageDelivery: 'true' },
    });
  }
  await cloud.model('first', { factor: 2 });
  await cloud.sagemaker('CreateEndpointConfig', {
    EndpointConfigName: 'later',
    ProductionVariants: [
      {
        VariantName: 'A',
        ModelName: 'first',
        InitialInstanceCount: 1,
        InstanceType: 'ml.m5.large',
      },
    ],
    AsyncInferenceConfig: {
      OutputConfig: {
        S3OutputPath: 's3://lake/results',
        S3FailurePath: 's3://lake/failures/',
        NotificationConfig: { SuccessTopic: ARN('sns', 'good'), ErrorTopic: ARN('sns', 'bad') },
        ...output,
      },
    },
  });
  await cloud.sagemaker('CreateEndpoint', { EndpointName: 'Later', EndpointConfigName: 'later' });
  await cloud.settle();
}

interface Accepted {
  readonly InferenceId: string;
  readonly OutputLocation: string;
  readonly FailureLocation: string;
}

async function ask(input: object): Promise<Accepted> {
  const answer = await cloud.cloud.call<Accepted>(
    'sagemaker-runtime',
    'InvokeEndpointAsync',
    { EndpointName: 'Later', ContentType: 'text/csv', ...input },
    cloud.root,
  );
  await cloud.settle();
  return answer;
}

const fromLake = (uri: string) => cloud.get(uri.replace('s3://lake/', '')).then(String);

async function told(): Promise<Record<string, unknown>> {
  const { Messages = [] } = await cloud.cloud.call<{ Messages?: { Body: string }[] }>(
    'sqs',
    'ReceiveMessage',
    { QueueUrl: 'https://sqs.us-east-1.amazonaws.com/111111111111/told' },
    cloud.root,
  );
  return JSON.parse(Messages[0]!.Body) as Record<string, unknown>;
}

test('the answer lies in S3 later, and a topic tells so', async () => {
  await serve();
  await cloud.put('in.csv', '1\n2\n');
  const { OutputLocation, InferenceId } = await ask({ InputLocation: 's3://lake/in.csv' });
  expect(OutputLocation).toMatch(/^s3:\/\/lake\/results\/[-0-9a-f]{36}\.out$/);
  expect(await fromLake(OutputLocation)).toBe('2\n4\n');
  expect(await told()).toEqual({
    awsRegion: 'us-east-1',
    eventTime: '2026-03-02T08:00:00.000Z',
    receivedTime: '2026-03-02T08:00:00.000Z',
    invocationStatus: 'Completed',
    requestParameters: {
      contentType: 'text/csv',
      endpointName: 'Later',
      inputLocation: 's3://lake/in.csv',
    },
    responseParameters: { contentType: 'text/csv', outputLocation: OutputLocation },
    inferenceId: InferenceId,
    eventVersion: '1.0',
    eventSource: 'aws:sagemaker',
    eventName: 'InferenceResult',
  });
});

test('what a model refuses lies in S3 as well, and is told to the other topic', async () => {
  await serve();
  await cloud.put('in.csv', 'bad');
  const { OutputLocation, FailureLocation } = await ask({
    InputLocation: 's3://lake/in.csv',
    InferenceId: 'order-9',
  });
  expect(await fromLake(FailureLocation)).toBe('cannot read bad');
  await expect(fromLake(OutputLocation)).rejects.toMatchObject({ code: 'NoSuchKey' });
  expect(await told()).toMatchObject({
    invocationStatus: 'Failed',
    inferenceId: 'order-9',
    failureReason: expect.stringContaining('cannot read bad') as string,
  });
  expect(cloud.metrics.map(({ name }) => name)).toContain('InvocationFailures');
});

test('an input that is not there is told as a failure', async () => {
  await serve();
  await ask({ InputLocation: 's3://lake/nowhere.csv' });
  expect(await told()).toMatchObject({ invocationStatus: 'Failed' });
});

test('the payload may come with the request, and the answer with the notification', async () => {
  await serve({
    NotificationConfig: {
      SuccessTopic: ARN('sns', 'good'),
      IncludeInferenceResponseIn: ['SUCCESS_NOTIFICATION_TOPIC'],
    },
  });
  const { OutputLocation } = await ask({
    Body: Buffer.from('3'),
    S3OutputPathExtension: 'today',
    Filename: 'three.csv',
  });
  expect(OutputLocation).toBe('s3://lake/results/today/three.csv');
  expect(await fromLake(OutputLocation)).toBe('6\n');
  expect(await told()).toMatchObject({
    responseBody: { content: Buffer.from('6\n').toString('base64'), encoding: 'BASE64' },
  });
});

test('an endpoint answers either later or at once', async () => {
  await serve();
  const refused = { code: 'ValidationError' };
  await expect(
    cloud.invoke({ EndpointName: 'Later', Body: Buffer.from('1') }),
  ).rejects.toMatchObject(refused);
  await expect(ask({})).rejects.toMatchObject(refused);
  await expect(
    ask({ Body: Buffer.from('1'), InputLocation: 's3://lake/in.csv' }),
  ).rejects.toMatchObject(refused);
  await expect(ask({ Body: Buffer.alloc(128_001) })).rejects.toMatchObject(refused);
  expect(await cloud.sagemaker('DescribeEndpoint', { EndpointName: 'Later' })).toMatchObject({
    AsyncInferenceConfig: { OutputConfig: { S3OutputPath: 's3://lake/results' } },
  });
});

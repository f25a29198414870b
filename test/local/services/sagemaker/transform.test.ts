import { afterEach, expect, test } from 'vitest';
import { startTestCloud } from './support.ts';
import type { TestCloud } from './support.ts';

let cloud: TestCloud;
afterEach(() => cloud.end());

async function transform(
  more: { input?: object; output?: object; [member: string]: unknown } = {},
): Promise<Record<string, unknown>> {
  const { input, output, ...rest } = more;
  await cloud.sagemaker('CreateTransformJob', {
    TransformJobName: 'score',
    ModelName: 'double',
    TransformInput: {
      DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://lake/in/' } },
      ContentType: 'text/csv',
      SplitType: 'Line',
      ...input,
    },
    TransformOutput: {
      S3OutputPath: 's3://lake/out',
      Accept: 'text/csv',
      AssembleWith: 'Line',
      ...output,
    },
    TransformResources: { InstanceType: 'ml.m5.large', InstanceCount: 1 },
    ...rest,
  });
  await cloud.settle();
  return cloud.sagemaker('DescribeTransformJob', { TransformJobName: 'score' });
}

test('every object below the prefix is scored into one of its name', async () => {
  cloud = await startTestCloud();
  await cloud.model('double', { factor: 2 });
  await cloud.put('in/a.csv', '1\n2\n');
  await cloud.put('in/more/b.csv', '3\n');
  expect(await transform()).toMatchObject({ TransformJobStatus: 'Completed', ModelName: 'double' });
  expect(await cloud.keys('out/')).toEqual(['out/a.csv.out', 'out/more/b.csv.out']);
  expect((await cloud.get('out/a.csv.out')).toString()).toBe('2\n4\n');
});

test('filters and the join shape every record', async () => {
  cloud = await startTestCloud();
  await cloud.model('double', { factor: 10 });
  await cloud.put('in/a.csv', 'id7,0.5,9\nid8,1.5,9\n');
  await transform({
    DataProcessing: { InputFilter: '$[1:]', JoinSource: 'Input', OutputFilter: '$[0,-1]' },
  });
  expect((await cloud.get('out/a.csv.out')).toString()).toBe('id7,5\nid8,15\n');
});

test('JSON records are joined under SageMakerOutput', async () => {
  cloud = await startTestCloud();
  await cloud.model('double', { factor: 2 });
  await cloud.put('in/a.jsonl', '{"id":1,"x":4}\n{"id":2,"x":5}\n');
  await transform({
    input: { ContentType: 'application/jsonlines' },
    output: { Accept: 'application/jsonlines' },
    DataProcessing: { JoinSource: 'Input', OutputFilter: "$['id','SageMakerOutput']" },
  });
  expect((await cloud.get('out/a.jsonl.out')).toString()).toBe(
    '{"id":1,"SageMakerOutput":{"y":8}}\n{"id":2,"SageMakerOutput":{"y":10}}\n',
  );
});

test('one record at a time gives the same scores', async () => {
  cloud = await startTestCloud();
  await cloud.model('double', { factor: 2 });
  await cloud.put('in/a.csv', '1\n2\n3\n');
  await transform({ BatchStrategy: 'SingleRecord', MaxPayloadInMB: 1 });
  expect((await cloud.get('out/a.csv.out')).toString()).toBe('2\n4\n6\n');
});

test('a record that the model refuses fails the job', async () => {
  cloud = await startTestCloud();
  await cloud.model('double', { factor: 2 });
  await cloud.put('in/a.csv', 'bad\n');
  const job = await transform();
  expect(job.TransformJobStatus).toBe('Failed');
  expect(job.FailureReason).toContain('the model answered 400: cannot read bad');
});

test('a job of a model that does not exist is refused', async () => {
  cloud = await startTestCloud();
  await expect(transform()).rejects.toMatchObject({
    code: 'ValidationException',
    message: 'Could not find model "arn:aws:sagemaker:us-east-1:111111111111:model/double".',
  });
});

test('a job that does not exist is told as AWS tells it', async () => {
  cloud = await startTestCloud();
  await expect(
    cloud.sagemaker('DescribeTransformJob', { TransformJobName: 'x' }),
  ).rejects.toMatchObject({
    code: 'ValidationException',
    message: 'Could not find requested job with name: x',
  });
});

test('the end of a transform job is told to EventBridge', async () => {
  cloud = await startTestCloud();
  await cloud.model('double', { factor: 2 });
  await cloud.put('in/a.csv', '1\n');
  await transform();
  const heard = cloud.events.filter(
    (event) => event['detail-type'] === 'SageMaker Transform Job State Change',
  );
  expect(heard.at(-1)?.detail).toMatchObject({
    TransformJobName: 'score',
    TransformJobStatus: 'Completed',
  });
});

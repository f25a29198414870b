import { afterEach, expect, test } from 'vitest';
import { IMAGE, T0, channel, contentsOf, startTestCloud, trainingJob } from './support.ts';
import type { TestCloud } from './support.ts';

let cloud: TestCloud;
afterEach(() => cloud.end());

const ARN = 'arn:aws:sagemaker:us-east-1:111111111111:training-job/churn-1';

test('a training job reads its channels, trains, and leaves a model archive', async () => {
  cloud = await startTestCloud();
  await cloud.put('data/train/a.csv', '1,2\n3,4\n');
  await cloud.put('data/train/more/b.csv', '5,6\n');
  await cloud.put('data/validation.csv', '7,8\n');
  const job = await cloud.train('Churn-1', {
    HyperParameters: { num_round: '2' },
    InputDataConfig: [
      channel('train', 'data/train/'),
      channel('validation', 'data/validation.csv'),
    ],
  });
  expect(job).toMatchObject({
    TrainingJobName: 'Churn-1',
    TrainingJobArn: ARN,
    TrainingJobStatus: 'Completed',
    SecondaryStatus: 'Completed',
    ModelArtifacts: { S3ModelArtifacts: 's3://lake/artifacts/Churn-1/output/model.tar.gz' },
    TrainingStartTime: new Date(T0),
    TrainingEndTime: new Date(T0),
    TrainingTimeInSeconds: 1,
  });
  const steps = (job.SecondaryStatusTransitions as { Status: string }[]).map(
    ({ Status }) => Status,
  );
  expect(steps).toEqual(['Starting', 'Downloading', 'Training', 'Uploading', 'Completed']);
  const { 'model.json': model } = await contentsOf(
    await cloud.get('artifacts/Churn-1/output/model.tar.gz'),
  );
  expect(JSON.parse(model!)).toMatchObject({
    rows: { train: { 'a.csv': 2, 'more/b.csv': 1 }, validation: { 'validation.csv': 1 } },
    parameters: { num_round: '2' },
  });
});

test('the same job twice leaves the same bytes', async () => {
  cloud = await startTestCloud();
  await cloud.train('a-1');
  await cloud.train('a-2');
  expect(await cloud.get('artifacts/a-1/output/model.tar.gz')).toEqual(
    await cloud.get('artifacts/a-2/output/model.tar.gz'),
  );
});

test('metrics are read from the lines of the built-in algorithm, and by definitions', async () => {
  cloud = await startTestCloud();
  const builtIn = await cloud.train('built-in');
  expect(builtIn.FinalMetricDataList).toEqual([
    { MetricName: 'train:rmse', Value: 1.5, Timestamp: new Date(T0) },
    { MetricName: 'validation:rmse', Value: 2.25, Timestamp: new Date(T0) },
  ]);
  const own = await cloud.train('own', {
    AlgorithmSpecification: {
      TrainingImage: IMAGE,
      TrainingInputMode: 'File',
      MetricDefinitions: [{ Name: 'loss', Regex: 'loss=([0-9.]+);' }],
    },
  });
  expect(own.FinalMetricDataList).toEqual([
    { MetricName: 'loss', Value: 0.125, Timestamp: new Date(T0) },
  ]);
  expect(cloud.metrics).toContainEqual(
    expect.objectContaining({ name: 'loss', value: 0.125, dimensions: { TrainingJobName: 'own' } }),
  );
});

test('what the program prints stands in the log group of training jobs', async () => {
  cloud = await startTestCloud();
  await cloud.train('talker');
  const lines = cloud.logs.filter(({ group }) => group === '/aws/sagemaker/TrainingJobs');
  expect(lines[0]).toMatchObject({
    stream: `talker/algo-1-${T0 / 1000}`,
    line: 'job talker credentials yes',
  });
});

test('an isolated container has no credentials', async () => {
  cloud = await startTestCloud();
  await cloud.train('isolated', { EnableNetworkIsolation: true });
  expect(cloud.logs[0]!.line).toBe('job isolated credentials no');
});

test('a program that fails tells the reason in its failure file', async () => {
  cloud = await startTestCloud();
  const job = await cloud.train('bad', { HyperParameters: { fail: 'label column is empty' } });
  expect(job).toMatchObject({
    TrainingJobStatus: 'Failed',
    FailureReason: 'AlgorithmError: label column is empty, exit code: 1',
  });
});

test('an image without a program fails the job and tells how to map it', async () => {
  cloud = await startTestCloud();
  const job = await cloud.train('unknown', {
    AlgorithmSpecification: { TrainingImage: 'me/own:1', TrainingInputMode: 'File' },
  });
  expect(job.TrainingJobStatus).toBe('Failed');
  expect(job.FailureReason).toContain('no program stands in for the image me/own:1');
});

test('a channel without objects fails the job', async () => {
  cloud = await startTestCloud();
  const job = await cloud.train('empty', { InputDataConfig: [channel('train', 'nothing/')] });
  expect(job.FailureReason).toContain('No S3 objects found under S3 URL "s3://lake/nothing/"');
});

test('a manifest names the objects of a channel', async () => {
  cloud = await startTestCloud();
  await cloud.put('data/one.csv', '1\n');
  await cloud.put('data/two.csv', '1\n2\n');
  await cloud.put(
    'lists/train.manifest',
    JSON.stringify([{ prefix: 's3://lake/data/' }, 'two.csv']),
  );
  await cloud.train('listed', {
    InputDataConfig: [channel('train', 'lists/train.manifest', { S3DataType: 'ManifestFile' })],
  });
  const { 'model.json': model } = await contentsOf(
    await cloud.get('artifacts/listed/output/model.tar.gz'),
  );
  expect((JSON.parse(model!) as { rows: unknown }).rows).toEqual({ train: { 'two.csv': 2 } });
});

test('data is read with the role of the job', async () => {
  cloud = await startTestCloud();
  await cloud.put('secret/a.csv', '1\n');
  const RoleArn = await cloud.role('blind', [
    { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: '*' },
    { Effect: 'Allow', Action: 'ecr:*', Resource: '*' },
  ]);
  const job = await cloud.train('denied', {
    RoleArn,
    InputDataConfig: [channel('train', 'secret/')],
  });
  expect(job.TrainingJobStatus).toBe('Failed');
  expect(job.FailureReason).toMatch(/Data download failed.*AccessDenied.*s3:GetObject/);
});

test('a role that may not pull the image fails the job', async () => {
  cloud = await startTestCloud();
  const RoleArn = await cloud.role('noecr', [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }]);
  const job = await cloud.train('noecr', { RoleArn });
  expect(job.FailureReason).toContain(`Cannot pull image ${IMAGE}`);
});

test('a role that does not trust SageMaker is refused at once', async () => {
  cloud = await startTestCloud();
  await expect(
    cloud.sagemaker(
      'CreateTrainingJob',
      trainingJob('x', { RoleArn: 'arn:aws:iam::111111111111:role/nobody' }),
    ),
  ).rejects.toMatchObject({
    code: 'ValidationException',
    message: expect.stringContaining('Could not assume role') as string,
  });
});

test('a caller needs to pass the role, and to tag where there are tags', async () => {
  cloud = await startTestCloud();
  const own = await cloud.role('starter', [
    { Effect: 'Allow', Action: 'sagemaker:CreateTrainingJob', Resource: '*' },
  ]);
  const principal = cloud.cloud.assumeRole(own, 'test', {
    kind: 'service',
    arn: 'sagemaker.amazonaws.com',
    accountId: '111111111111',
  });
  await expect(cloud.sagemaker('CreateTrainingJob', trainingJob('x'), principal)).rejects.toThrow(
    /iam:PassRole/,
  );
});

test('a name is taken for ever', async () => {
  cloud = await startTestCloud();
  await cloud.train('Churn-1');
  await expect(cloud.sagemaker('CreateTrainingJob', trainingJob('Churn-1'))).rejects.toMatchObject({
    code: 'ResourceInUse',
    message: `Training job names must be unique within an AWS account and region, and a training job with this name already exists (${ARN})`,
  });
});

test('a stopped job ends as Stopped with what it had made', async () => {
  cloud = await startTestCloud();
  await cloud.sagemaker(
    'CreateTrainingJob',
    trainingJob('long', { HyperParameters: { hang: '1' } }),
  );
  await untilLine('hanging');
  await cloud.sagemaker('StopTrainingJob', { TrainingJobName: 'long' });
  await cloud.settle();
  const job = await cloud.sagemaker('DescribeTrainingJob', { TrainingJobName: 'long' });
  expect([job.TrainingJobStatus, job.SecondaryStatus]).toEqual(['Stopped', 'Stopped']);
  expect(
    Object.keys(await contentsOf(await cloud.get('artifacts/long/output/model.tar.gz'))),
  ).toEqual(['partial.json']);
});

test('a job that takes too long is stopped', async () => {
  cloud = await startTestCloud();
  const job = await cloud.train('slow', {
    HyperParameters: { hang: '1' },
    StoppingCondition: { MaxRuntimeInSeconds: 1 },
  });
  expect([job.TrainingJobStatus, job.SecondaryStatus]).toEqual(['Stopped', 'MaxRuntimeExceeded']);
});

test('every step is told to EventBridge', async () => {
  cloud = await startTestCloud();
  await cloud.train('Churn-1', { Tags: [{ Key: 'team', Value: 'risk' }] });
  const heard = cloud.events.filter(
    (event) => event['detail-type'] === 'SageMaker Training Job State Change',
  );
  expect(heard.map(({ detail }) => detail.SecondaryStatus)).toEqual([
    'Starting',
    'Downloading',
    'Training',
    'Uploading',
    'Completed',
  ]);
  expect(heard.at(-1)).toMatchObject({
    resources: [ARN],
    detail: {
      TrainingJobName: 'Churn-1',
      TrainingJobStatus: 'Completed',
      CreationTime: T0,
      Tags: { team: 'risk' },
    },
  });
});

test('a job whose cloud was stopped is failed by the next, and its program is ended', async () => {
  cloud = await startTestCloud();
  await cloud.sagemaker(
    'CreateTrainingJob',
    trainingJob('orphan', { HyperParameters: { hang: '1' } }),
  );
  await untilLine('hanging');
  const { dataDir } = cloud;
  await cloud.end({ keep: true });
  cloud = await startTestCloud({ dataDir });
  const job = await cloud.sagemaker('DescribeTrainingJob', { TrainingJobName: 'orphan' });
  expect(job).toMatchObject({
    TrainingJobStatus: 'Failed',
    FailureReason: expect.stringContaining('InternalServerError') as string,
  });
});

test('lists are filtered, sorted and paged', async () => {
  cloud = await startTestCloud();
  for (const name of ['b-1', 'a-1', 'a-2']) await cloud.train(name);
  const page = await cloud.sagemaker<{
    TrainingJobSummaries: { TrainingJobName: string }[];
    NextToken?: string;
  }>('ListTrainingJobs', {
    NameContains: 'a-',
    SortBy: 'Name',
    SortOrder: 'Ascending',
    MaxResults: 1,
  });
  expect(page.TrainingJobSummaries.map(({ TrainingJobName }) => TrainingJobName)).toEqual(['a-1']);
  expect(page.NextToken).toBeDefined();
});

/** Waits until a program has printed a line. */
async function untilLine(text: string): Promise<void> {
  while (!cloud.logs.some(({ line }) => line === text))
    await new Promise((resolve) => setImmediate(resolve));
}

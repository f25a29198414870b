import { afterEach, expect, test } from 'vitest';
import { hasEnough } from '../../../../local/services/sagemaker/tuning/enough.ts';
import { IMAGE, startTestCloud } from './support.ts';
import type { TestCloud } from './support.ts';

let cloud: TestCloud;
afterEach(() => cloud.end());

const METRICS = [{ Name: 'loss', Regex: 'loss=([0-9.]+);' }];

const request = (config: object, definition: object = {}) => ({
  HyperParameterTuningJobName: 'tuning',
  HyperParameterTuningJobConfig: {
    Strategy: 'Random',
    HyperParameterTuningJobObjective: { Type: 'Minimize', MetricName: 'loss' } as const,
    ResourceLimits: { MaxNumberOfTrainingJobs: 3, MaxParallelTrainingJobs: 2 },
    ParameterRanges: {
      ContinuousParameterRanges: [{ Name: 'loss', MinValue: '0.5', MaxValue: '1.5' }],
    },
    ...config,
  },
  TrainingJobDefinition: {
    RoleArn: 'arn:aws:iam::111111111111:role/worker',
    AlgorithmSpecification: {
      TrainingImage: IMAGE,
      TrainingInputMode: 'File',
      MetricDefinitions: METRICS,
    },
    StaticHyperParameters: { num_round: '2' },
    OutputDataConfig: { S3OutputPath: 's3://lake/artifacts' },
    ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 1 },
    StoppingCondition: { MaxRuntimeInSeconds: 600 },
    ...definition,
  },
  Tags: [{ Key: 'project', Value: 'p' }],
});
const describe = () =>
  cloud.sagemaker('DescribeHyperParameterTuningJob', { HyperParameterTuningJobName: 'tuning' });
const trials = async (more: object = {}) =>
  (
    await cloud.sagemaker<{ TrainingJobSummaries: Record<string, unknown>[] }>(
      'ListTrainingJobsForHyperParameterTuningJob',
      { HyperParameterTuningJobName: 'tuning', ...more },
    )
  ).TrainingJobSummaries;
async function tune(config: object = {}, definition: object = {}) {
  await cloud.sagemaker('CreateHyperParameterTuningJob', request(config, definition));
  await cloud.settle();
  return describe();
}
const valueOf = (trial: Record<string, unknown>) =>
  (trial.FinalHyperParameterTuningJobObjectiveMetric as { Value: number }).Value;

test('a random search trains so many jobs within its ranges and names the best', async () => {
  cloud = await startTestCloud();
  const tuning = await tune();
  expect(tuning).toMatchObject({
    HyperParameterTuningJobStatus: 'Completed',
    TrainingJobStatusCounters: { Completed: 3, InProgress: 0, NonRetryableError: 0, Stopped: 0 },
    ObjectiveStatusCounters: { Succeeded: 3, Pending: 0, Failed: 0 },
  });
  const all = await trials({ SortBy: 'FinalObjectiveMetricValue' });
  const values = all.map(valueOf);
  expect(values).toEqual([...values].sort((a, b) => a - b));
  expect(values.every((value) => value >= 0.5 && value <= 1.5)).toBe(true);
  expect(tuning.BestTrainingJob).toEqual(all[0]);
});

test('a training job of a tuning job names it, its objective and its tags', async () => {
  cloud = await startTestCloud();
  await tune();
  const [first] = await trials();
  const { TrainingJobName, TrainingJobArn } = first!;
  const job = await cloud.sagemaker('DescribeTrainingJob', { TrainingJobName });
  expect(job).toMatchObject({
    TuningJobArn: 'arn:aws:sagemaker:us-east-1:111111111111:hyper-parameter-tuning-job/tuning',
    HyperParameters: { num_round: '2', _tuning_objective_metric: 'loss' },
  });
  const { Tags } = await cloud.sagemaker('ListTags', { ResourceArn: TrainingJobArn });
  expect(Tags).toEqual([{ Key: 'project', Value: 'p' }]);
});

test('a grid search tries every combination once', async () => {
  cloud = await startTestCloud();
  const ParameterRanges = {
    CategoricalParameterRanges: [
      { Name: 'loss', Values: ['1', '2'] },
      { Name: 'booster', Values: ['a', 'b'] },
    ],
  };
  const ResourceLimits = { MaxParallelTrainingJobs: 4 };
  const tuning = await tune({ Strategy: 'Grid', ParameterRanges, ResourceLimits });
  expect(tuning.BestTrainingJob).toMatchObject({ TunedHyperParameters: { loss: '1' } });
  const tried = (await trials()).map(({ TunedHyperParameters }) => TunedHyperParameters);
  expect(tried).toEqual([
    { loss: '1', booster: 'a' },
    { loss: '1', booster: 'b' },
    { loss: '2', booster: 'a' },
    { loss: '2', booster: 'b' },
  ]);
});

test('a tuning job whose jobs all fail has failed', async () => {
  cloud = await startTestCloud();
  const tuning = await tune({}, { StaticHyperParameters: { fail: 'no' } });
  expect(tuning).toMatchObject({
    HyperParameterTuningJobStatus: 'Failed',
    TrainingJobStatusCounters: { NonRetryableError: 3 },
    FailureReason:
      'All training jobs failed. Please take a look at the training jobs failures to get more details.',
  });
});

test('a tuning job that has found what was wanted makes no more jobs', async () => {
  cloud = await startTestCloud();
  const TuningJobCompletionCriteria = { TargetObjectiveMetricValue: 2 };
  const ResourceLimits = { MaxNumberOfTrainingJobs: 9, MaxParallelTrainingJobs: 1 };
  const tuning = await tune({ TuningJobCompletionCriteria, ResourceLimits });
  expect(tuning).toMatchObject({
    HyperParameterTuningJobStatus: 'Completed',
    TrainingJobStatusCounters: { Completed: 1 },
  });
});

test('stopping a tuning job stops its training jobs', async () => {
  cloud = await startTestCloud();
  const input = request({}, { StaticHyperParameters: { hang: '1' } });
  await cloud.sagemaker('CreateHyperParameterTuningJob', input);
  while (!cloud.logs.some(({ line }) => line === 'hanging'))
    await new Promise((resolve) => setImmediate(resolve));
  const name = { HyperParameterTuningJobName: 'tuning' };
  await cloud.sagemaker('StopHyperParameterTuningJob', name);
  await cloud.settle();
  expect(await describe()).toMatchObject({
    HyperParameterTuningJobStatus: 'Stopped',
    TrainingJobStatusCounters: { Stopped: 2 },
  });
});

test('what does not go together is refused', async () => {
  cloud = await startTestCloud();
  const create = (config: object) =>
    cloud.sagemaker('CreateHyperParameterTuningJob', request(config));
  await expect(create({ Strategy: 'Guess' })).rejects.toThrow(
    "Value 'Guess' at 'hyperParameterTuningJobConfig.strategy' failed to satisfy constraint",
  );
  await expect(create({ Strategy: 'Grid' })).rejects.toThrow('categorical parameters');
  await expect(create({ Strategy: 'Hyperband' })).rejects.toMatchObject({
    code: 'UnknownOperationException',
  });
  await expect(describe()).rejects.toMatchObject({ code: 'ValidationException' });
});

test('a tuning job that is over is listed until it is deleted', async () => {
  cloud = await startTestCloud();
  await tune();
  const list = async () =>
    (
      await cloud.sagemaker<{ HyperParameterTuningJobSummaries: object[] }>(
        'ListHyperParameterTuningJobs',
        { StatusEquals: 'Completed' },
      )
    ).HyperParameterTuningJobSummaries;
  expect(await list()).toMatchObject([
    { HyperParameterTuningJobName: 'tuning', Strategy: 'Random' },
  ]);
  await cloud.sagemaker('DeleteHyperParameterTuningJob', {
    HyperParameterTuningJobName: 'tuning',
  });
  expect(await list()).toEqual([]);
});

test('a search that does not improve any more makes no more jobs', async () => {
  cloud = await startTestCloud();
  const ParameterRanges = { CategoricalParameterRanges: [{ Name: 'loss', Values: ['1'] }] };
  const tuning = await tune({
    ParameterRanges,
    ResourceLimits: { MaxNumberOfTrainingJobs: 9, MaxParallelTrainingJobs: 1 },
    TuningJobCompletionCriteria: {
      BestObjectiveNotImproving: { MaxNumberOfTrainingJobsNotImproving: 3 },
    },
  });
  expect(tuning).toMatchObject({
    HyperParameterTuningJobStatus: 'Completed',
    TrainingJobStatusCounters: { Completed: 4 },
    TuningJobCompletionDetails: { NumberOfTrainingJobsObjectiveNotImproving: 3 },
  });
});

test.each([
  [{ ResourceLimits: { MaxParallelTrainingJobs: 1, MaxRuntimeInSeconds: 119 } }, /119.*120/],
  [
    {
      TuningJobCompletionCriteria: {
        BestObjectiveNotImproving: { MaxNumberOfTrainingJobsNotImproving: 2 },
      },
    },
    /'2'.*equal to 3/,
  ],
  [
    {
      TuningJobCompletionCriteria: { ConvergenceDetected: { CompleteOnConvergence: 'Enabled' } },
    },
    /does not offer ConvergenceDetected/,
  ],
])('what would end a tuning job must be within its limits: %j', async (config, why) => {
  cloud = await startTestCloud();
  await expect(tune(config)).rejects.toThrow(why);
});

test('the time of a tuning job is over after MaxRuntimeInSeconds', async () => {
  cloud = await startTestCloud();
  const limits = { MaxNumberOfTrainingJobs: 1, MaxParallelTrainingJobs: 1 };
  const made = request({ ResourceLimits: { ...limits, MaxRuntimeInSeconds: 120 } });
  const job = {
    name: 'tuning',
    arn: 'arn',
    status: 'InProgress',
    request: made,
    created: 1000,
    modified: 1000,
  } as const;
  expect([120_999, 121_000].map((now) => hasEnough(job, [], now))).toEqual([false, true]);
});

/** A request for a tuning job `next` that starts from others. */
const warm = (WarmStartType: string, parents: readonly string[], config: object = {}) => ({
  ...request(config),
  HyperParameterTuningJobName: 'next',
  WarmStartConfig: {
    WarmStartType,
    ParentHyperParameterTuningJobs: parents.map((HyperParameterTuningJobName) => ({
      HyperParameterTuningJobName,
    })),
  },
});

test('a warm start names the best of its own training jobs and of those before', async () => {
  cloud = await startTestCloud();
  const before = await tune({
    ParameterRanges: { CategoricalParameterRanges: [{ Name: 'loss', Values: ['0.1'] }] },
  });
  await cloud.sagemaker(
    'CreateHyperParameterTuningJob',
    warm('IdenticalDataAndAlgorithm', ['tuning']),
  );
  await cloud.settle();
  const next = await cloud.sagemaker('DescribeHyperParameterTuningJob', {
    HyperParameterTuningJobName: 'next',
  });
  expect(next).toMatchObject({
    HyperParameterTuningJobStatus: 'Completed',
    OverallBestTrainingJob: { ...(before.BestTrainingJob as object), TuningJobName: 'tuning' },
  });
  expect(next.BestTrainingJob).not.toEqual(before.BestTrainingJob);
});

test.each([
  [warm('Hot', ['tuning']), /enum value set: \[IdenticalDataAndAlgorithm, TransferLearning\]/],
  [warm('TransferLearning', []), /length greater than or equal to 1/],
  [warm('TransferLearning', Array<string>(6).fill('tuning')), /length less than or equal to 5/],
  [warm('TransferLearning', ['nobody']), /can't find a tuning job with the name nobody/],
  [
    warm('TransferLearning', ['tuning'], {
      HyperParameterTuningJobObjective: { Type: 'Maximize', MetricName: 'loss' },
    }),
    /objective metric must be the same/,
  ],
])('a warm start from what does not fit is refused: case %#', async (input, why) => {
  cloud = await startTestCloud();
  await tune();
  await expect(cloud.sagemaker('CreateHyperParameterTuningJob', input)).rejects.toThrow(why);
});

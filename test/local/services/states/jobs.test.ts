import { afterEach, expect, test } from 'vitest';
import { AwsError } from '../../../../local/errors.ts';
import { played, startTestCloud } from './support.ts';
import type { TestCloud } from './support.ts';

let cloud: TestCloud;
afterEach(() => cloud.end());

const ARN = 'arn:aws:sagemaker:us-east-1:111111111111:training-job/churn-1';

const TRAINING = {
  StartAt: 'Train',
  States: {
    Train: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sagemaker:createTrainingJob.sync',
      Parameters: { TrainingJobName: 'Churn-1', Tags: [{ Key: 'team', Value: 'risk' }] },
      End: true,
    },
  },
};

/** SageMaker with one job, whose status the test sets. */
function playedSageMaker() {
  const job = { status: 'InProgress', tags: [] as unknown[], calls: [] as string[] };
  const describe = () => ({
    TrainingJobName: 'Churn-1',
    TrainingJobArn: ARN,
    TrainingJobStatus: job.status,
    CreationTime: new Date(Number.MAX_SAFE_INTEGER / 1e3),
  });
  const service = played('sagemaker', {
    CreateTrainingJob: ({ Tags }: { Tags: unknown[] }) => {
      if (job.calls.includes('create')) throw new AwsError('ResourceInUse', 'Job already exists');
      job.calls.push('create');
      job.tags = Tags;
      return { TrainingJobArn: ARN };
    },
    DescribeTrainingJob: describe,
    ListTags: () => ({ Tags: job.tags }),
    StopTrainingJob: () => {
      job.calls.push('stop');
    },
  });
  return { job, service };
}

async function end(status: string, job: { status: string }): Promise<void> {
  job.status = status;
  cloud.cloud.outbox.announce('aws-event', {
    source: 'aws.sagemaker',
    resources: [ARN],
    detail: { TrainingJobStatus: status },
  });
  await cloud.dispatcher.untilIdle();
}

test('a job is tagged, waited for by its event, and described', async () => {
  const { job, service } = playedSageMaker();
  cloud = await startTestCloud([service]);
  const executionArn = await cloud.start(await cloud.machine(TRAINING));
  await cloud.pass(3600);
  expect(await cloud.sfn('DescribeExecution', { executionArn })).toMatchObject({
    status: 'RUNNING',
  });
  expect(job.tags).toEqual([
    { Key: 'team', Value: 'risk' },
    { Key: 'MANAGED_BY_AWS', Value: 'STARTED_BY_STEP_FUNCTIONS' },
  ]);
  await end('Completed', job);
  const { status, output } = await cloud.sfn<{ status: string; output: string }>(
    'DescribeExecution',
    {
      executionArn,
    },
  );
  expect(status).toBe('SUCCEEDED');
  expect(JSON.parse(output)).toMatchObject({
    TrainingJobName: 'Churn-1',
    TrainingJobStatus: 'Completed',
  });
  expect((await cloud.history(executionArn)).map(({ type }) => type)).toEqual([
    'ExecutionStarted',
    'TaskStateEntered',
    'TaskScheduled',
    'TaskStarted',
    'TaskSubmitted',
    'TaskSucceeded',
    'TaskStateExited',
    'ExecutionSucceeded',
  ]);
});

test('a job that fails fails the task with its description as cause', async () => {
  const { job, service } = playedSageMaker();
  cloud = await startTestCloud([service]);
  const executionArn = await cloud.start(await cloud.machine(TRAINING));
  await cloud.dispatcher.untilIdle();
  await end('Failed', job);
  const { error, cause } = await cloud.sfn<{ error: string; cause: string }>('DescribeExecution', {
    executionArn,
  });
  expect([error, (JSON.parse(cause) as { TrainingJobStatus: string }).TrainingJobStatus]).toEqual([
    'States.TaskFailed',
    'Failed',
  ]);
});

test('a job that was stopped is no failure: the next state must look at its status', async () => {
  const { job, service } = playedSageMaker();
  cloud = await startTestCloud([service]);
  const executionArn = await cloud.start(await cloud.machine(TRAINING));
  await cloud.dispatcher.untilIdle();
  await end('Stopped', job);
  expect(await cloud.sfn('DescribeExecution', { executionArn })).toMatchObject({
    status: 'SUCCEEDED',
  });
});

test('stopping the execution stops the job', async () => {
  const { job, service } = playedSageMaker();
  cloud = await startTestCloud([service]);
  const executionArn = await cloud.start(await cloud.machine(TRAINING));
  await cloud.dispatcher.untilIdle();
  await cloud.sfn('StopExecution', { executionArn, error: 'Operator', cause: 'not today' });
  await cloud.dispatcher.untilIdle();
  expect(job.calls).toEqual(['create', 'stop']);
  expect(await cloud.sfn('DescribeExecution', { executionArn })).toMatchObject({
    status: 'ABORTED',
    error: 'Operator',
    cause: 'not today',
  });
});

test('a job that takes too long is stopped and the task times out', async () => {
  const { job, service } = playedSageMaker();
  cloud = await startTestCloud([service]);
  const Train = { ...TRAINING.States.Train, TimeoutSeconds: 600 };
  const { status, error } = await cloud.execute({ StartAt: 'Train', States: { Train } });
  expect([status, error, job.calls]).toEqual(['FAILED', 'States.Timeout', ['create', 'stop']]);
});

test('a job of the same name that somebody else started is an error', async () => {
  const { job, service } = playedSageMaker();
  job.calls.push('create');
  cloud = await startTestCloud([service]);
  expect((await cloud.execute(TRAINING)).error).toBe('SageMaker.ResourceInUseException');
});

test('a role that may not make the managed rule cannot have a machine that waits for jobs', async () => {
  cloud = await startTestCloud();
  const policy = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sagemaker:*', Resource: '*' }],
  };
  const input = { RoleName: 'machine', PolicyName: 'all', PolicyDocument: JSON.stringify(policy) };
  await cloud.cloud.call('iam', 'PutRolePolicy', input, cloud.root);
  await expect(cloud.machine(TRAINING)).rejects.toMatchObject({
    code: 'AccessDeniedException',
    message: `'${cloud.roleArn}' is not authorized to create managed-rule.`,
  });
});

test('a nested execution is waited for, and its output is JSON with sync:2', async () => {
  cloud = await startTestCloud();
  const inner = await cloud.machine({
    StartAt: 'Wait',
    States: {
      Wait: { Type: 'Wait', Seconds: 90, Next: 'Add' },
      Add: { Type: 'Pass', Result: { sum: 3 }, End: true },
    },
  });
  const Parameters = { StateMachineArn: inner, Input: { a: 1 } };
  const { output } = await cloud.execute({
    StartAt: 'Run',
    States: {
      Run: {
        Type: 'Task',
        Resource: 'arn:aws:states:::states:startExecution.sync:2',
        Parameters,
        End: true,
      },
    },
  });
  expect(JSON.parse(output!)).toMatchObject({
    Status: 'SUCCEEDED',
    Input: { a: 1 },
    Output: { sum: 3 },
  });
});

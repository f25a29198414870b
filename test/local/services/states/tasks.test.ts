import { afterEach, expect, test } from 'vitest';
import { AwsError } from '../../../../local/errors.ts';
import { T0, played, playedLambda, startTestCloud } from './support.ts';
import type { TestCloud } from './support.ts';

let cloud: TestCloud;
afterEach(() => cloud.end());

const INVOKE = 'arn:aws:states:::lambda:invoke';

function invoking(more: object = {}) {
  const Parameters = { FunctionName: 'greet', 'Payload.$': '$' };
  return {
    StartAt: 'Call',
    States: { Call: { Type: 'Task', Resource: INVOKE, Parameters, End: true, ...more } },
  };
}

class Flaky extends Error {
  public override readonly name = 'Flaky';
}

test('a function is invoked in the name of the role and its answer is the payload', async () => {
  cloud = await startTestCloud([playedLambda((event: { name: string }) => `hello ${event.name}`)]);
  const { status, output } = await cloud.execute(invoking({ OutputPath: '$.Payload' }), {
    name: 'Ada',
  });
  expect([status, JSON.parse(output!)]).toEqual(['SUCCEEDED', 'hello Ada']);
});

test('a function that fails fails the task under the name of its error, with the payload as cause', async () => {
  cloud = await startTestCloud([
    playedLambda(() => {
      throw new Flaky('not today');
    }),
  ]);
  const { status, error, cause } = await cloud.execute(invoking());
  expect([status, error, JSON.parse(cause!)]).toEqual([
    'FAILED',
    'Flaky',
    { errorType: 'Flaky', errorMessage: 'not today' },
  ]);
});

test('retries wait longer and longer, and the context object counts them', async () => {
  const seen: { at: number; retries: number }[] = [];
  cloud = await startTestCloud([
    playedLambda((event: { retries: number }) => {
      seen.push({ at: cloud.cloud.world.now() - T0, retries: event.retries });
      throw new Flaky('again');
    }),
  ]);
  const { error } = await cloud.execute(
    invoking({
      Parameters: { FunctionName: 'f', Payload: { 'retries.$': '$$.State.RetryCount' } },
      Retry: [
        {
          ErrorEquals: ['Flaky'],
          IntervalSeconds: 10,
          BackoffRate: 3,
          MaxAttempts: 3,
          MaxDelaySeconds: 50,
        },
      ],
    }),
  );
  expect(error).toBe('Flaky');
  expect(seen).toEqual([
    { at: 0, retries: 0 },
    { at: 10_000, retries: 1 },
    { at: 40_000, retries: 2 },
    { at: 90_000, retries: 3 },
  ]);
});

test('a jittered retry comes somewhere between at once and the whole delay', async () => {
  const seen: number[] = [];
  cloud = await startTestCloud([
    playedLambda(() => {
      seen.push(cloud.cloud.world.now() - T0);
      throw new Flaky('again');
    }),
  ]);
  await cloud.execute(
    invoking({
      Retry: [
        {
          ErrorEquals: ['States.ALL'],
          IntervalSeconds: 100,
          BackoffRate: 1,
          MaxAttempts: 1,
          JitterStrategy: 'FULL',
        },
      ],
    }),
  );
  expect(seen).toHaveLength(2);
  expect(seen[1]).toBeGreaterThan(0);
  expect(seen[1]).toBeLessThan(100_000);
});

test('a caught failure goes on at the next state with the error put where ResultPath says', async () => {
  cloud = await startTestCloud([
    playedLambda(() => {
      throw new Flaky('no');
    }),
  ]);
  const { output } = await cloud.execute(
    {
      StartAt: 'Call',
      States: {
        Call: {
          ...invoking().States.Call,
          Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'Mend', ResultPath: '$.problem' }],
        },
        Mend: { Type: 'Pass', End: true },
      },
    },
    { id: 1 },
  );
  expect(JSON.parse(output!)).toMatchObject({ id: 1, problem: { Error: 'Flaky' } });
});

test('a task token ends the task that waits for it, once', async () => {
  const tokens: string[] = [];
  cloud = await startTestCloud([
    playedLambda(({ token }: { token: string }) => {
      tokens.push(token);
    }),
  ]);
  const machine = await cloud.machine(
    invoking({
      Resource: `${INVOKE}.waitForTaskToken`,
      TimeoutSeconds: 3600,
      Parameters: { FunctionName: 'ask', Payload: { 'token.$': '$$.Task.Token' } },
    }),
  );
  const executionArn = await cloud.start(machine);
  await cloud.pass(60);
  await cloud.sfn('SendTaskSuccess', { taskToken: tokens[0], output: '{"approved":true}' });
  await cloud.dispatcher.untilIdle();
  expect(await cloud.sfn('DescribeExecution', { executionArn })).toMatchObject({
    status: 'SUCCEEDED',
    output: '{"approved":true}',
  });
  await expect(
    cloud.sfn('SendTaskSuccess', { taskToken: tokens[0], output: '{}' }),
  ).rejects.toMatchObject({
    code: 'TaskTimedOut',
    message: "Task Timed Out: 'Provided task does not exist anymore'",
  });
  await expect(cloud.sfn('SendTaskFailure', { taskToken: 'made up' })).rejects.toMatchObject({
    code: 'InvalidToken',
    message: "Invalid Token: 'Invalid token'",
  });
});

test('a task without heartbeats times out, and one with heartbeats goes on', async () => {
  const tokens: string[] = [];
  cloud = await startTestCloud([
    playedLambda(({ token }: { token: string }) => {
      tokens.push(token);
    }),
  ]);
  const machine = await cloud.machine(
    invoking({
      Resource: `${INVOKE}.waitForTaskToken`,
      HeartbeatSeconds: 60,
      Parameters: { FunctionName: 'ask', Payload: { 'token.$': '$$.Task.Token' } },
    }),
  );
  const executionArn = await cloud.start(machine);
  await cloud.pass(50);
  await cloud.sfn('SendTaskHeartbeat', { taskToken: tokens[0] });
  await cloud.pass(50);
  expect(await cloud.sfn('DescribeExecution', { executionArn })).toMatchObject({
    status: 'RUNNING',
  });
  await cloud.pass(20);
  expect(await cloud.sfn('DescribeExecution', { executionArn })).toMatchObject({
    status: 'FAILED',
  });
  expect((await cloud.history(executionArn)).map(({ type }) => type)).toContain('TaskTimedOut');
});

test('States.TaskFailed does not stand for a time-out, States.Timeout does', async () => {
  cloud = await startTestCloud([playedLambda(() => undefined)]);
  const waiting = {
    ...invoking().States.Call,
    Resource: `${INVOKE}.waitForTaskToken`,
    TimeoutSeconds: 5,
    Parameters: { FunctionName: 'ask', Payload: { 'token.$': '$$.Task.Token' } },
  };
  const caught = { Next: 'Caught' };
  const { output } = await cloud.execute({
    StartAt: 'Call',
    States: {
      Call: {
        ...waiting,
        Catch: [
          { ErrorEquals: ['States.TaskFailed'], Next: 'Wrong' },
          { ErrorEquals: ['States.Timeout'], ...caught },
        ],
      },
      Wrong: { Type: 'Fail' },
      Caught: { Type: 'Pass', Result: 'timed out', End: true },
    },
  });
  expect(JSON.parse(output!)).toBe('timed out');
});

test('errors of optimized integrations and of SDK calls have the names that AWS gives them', async () => {
  const refuse = () => {
    throw new AwsError('ConditionalCheckFailedException', 'The conditional request failed');
  };
  cloud = await startTestCloud([
    played('dynamodb', { PutItem: refuse }),
    played('sagemaker', {
      DescribeModel: () => {
        throw new AwsError('ValidationException', 'Could not find model');
      },
    }),
  ]);
  const run = (Resource: string) =>
    cloud.execute({
      StartAt: 'T',
      States: { T: { Type: 'Task', Resource, Parameters: {}, End: true } },
    });
  expect((await run('arn:aws:states:::dynamodb:putItem')).error).toBe(
    'DynamoDB.ConditionalCheckFailedException',
  );
  expect((await run('arn:aws:states:::aws-sdk:dynamodb:putItem')).error).toBe(
    'DynamoDb.ConditionalCheckFailedException',
  );
  const { error, cause } = await run('arn:aws:states:::aws-sdk:sagemaker:describeModel');
  expect(error).toBe('SageMaker.SageMakerException');
  expect(cause).toMatch(
    /^Could not find model \(Service: SageMaker, Status Code: 400, Request ID: [-0-9a-f]{36}\)$/,
  );
});

test('a result of more than 262144 bytes fails the task', async () => {
  cloud = await startTestCloud([playedLambda(() => 'x'.repeat(262_144))]);
  const { error, cause } = await cloud.execute(invoking());
  expect([error, cause]).toEqual([
    'States.DataLimitExceeded',
    "The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes service limit.",
  ]);
});

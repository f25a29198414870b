import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { startTestCloud, playedLambda } from './support.ts';
import type { TestCloud } from './support.ts';

let cloud: TestCloud;
afterEach(() => cloud.end());

const PASS = { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } };
const WAIT = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 60, End: true } } };

test('the same name and input returns the running execution, another input is refused', async () => {
  cloud = await startTestCloud();
  const machine = await cloud.machine(WAIT);
  const first = await cloud.start(machine, { a: 1 }, 'monday');
  expect(await cloud.start(machine, { a: 1 }, 'monday')).toBe(first);
  await expect(cloud.start(machine, { a: 2 }, 'monday')).rejects.toMatchObject({
    code: 'ExecutionAlreadyExists',
    message: `Execution Already Exists: '${first}'`,
  });
  await cloud.pass(60);
  await expect(cloud.start(machine, { a: 1 }, 'monday')).rejects.toMatchObject({
    code: 'ExecutionAlreadyExists',
  });
});

test('a machine made again as it is returns the same, made otherwise is refused', async () => {
  cloud = await startTestCloud();
  const arn = await cloud.machine(PASS, { name: 'm' });
  expect(await cloud.machine(PASS, { name: 'm' })).toBe(arn);
  await expect(cloud.machine(WAIT, { name: 'm' })).rejects.toMatchObject({
    code: 'StateMachineAlreadyExists',
    message: `State Machine Already Exists: '${arn}'`,
  });
});

test('a running execution goes on by the definition it began with', async () => {
  cloud = await startTestCloud();
  const stateMachineArn = await cloud.machine(WAIT);
  const executionArn = await cloud.start(stateMachineArn, { old: true });
  const definition = JSON.stringify({ StartAt: 'F', States: { F: { Type: 'Fail' } } });
  await cloud.sfn('UpdateStateMachine', { stateMachineArn, definition });
  await cloud.pass(60);
  expect(await cloud.sfn('DescribeExecution', { executionArn })).toMatchObject({
    status: 'SUCCEEDED',
  });
  const { definition: used } = await cloud.sfn<{ definition: string }>(
    'DescribeStateMachineForExecution',
    {
      executionArn,
    },
  );
  expect(JSON.parse(used)).toEqual(WAIT);
});

test('an execution that takes too long times out', async () => {
  cloud = await startTestCloud();
  const executionArn = await cloud.start(await cloud.machine({ ...WAIT, TimeoutSeconds: 30 }));
  await cloud.pass(31);
  expect(await cloud.sfn('DescribeExecution', { executionArn })).toMatchObject({
    status: 'TIMED_OUT',
  });
});

test('a failed execution is redriven at the state that failed', async () => {
  let broken = true;
  cloud = await startTestCloud([
    playedLambda((event: { redrives: number }) => {
      if (broken) throw new RangeError('down');
      return event;
    }),
  ]);
  const executionArn = await cloud.start(
    await cloud.machine({
      StartAt: 'Prepare',
      States: {
        Prepare: { Type: 'Pass', Result: { ready: true }, Next: 'Call' },
        Call: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke',
          Parameters: { FunctionName: 'f', Payload: { 'redrives.$': '$$.Execution.RedriveCount' } },
          OutputPath: '$.Payload',
          End: true,
        },
      },
    }),
  );
  await cloud.dispatcher.untilIdle();
  expect(await cloud.sfn('DescribeExecution', { executionArn })).toMatchObject({
    status: 'FAILED',
    redriveStatus: 'REDRIVABLE',
  });
  broken = false;
  await cloud.sfn('RedriveExecution', { executionArn });
  await cloud.dispatcher.untilIdle();
  expect(await cloud.sfn('DescribeExecution', { executionArn })).toMatchObject({
    status: 'SUCCEEDED',
    output: '{"redrives":1}',
    redriveCount: 1,
  });
  const types = (await cloud.history(executionArn)).map(({ type }) => type);
  expect(
    types.filter((type) => type === 'PassStateEntered' || type === 'ExecutionRedriven'),
  ).toEqual(['PassStateEntered', 'ExecutionRedriven']);
});

test('a succeeded execution cannot be redriven', async () => {
  cloud = await startTestCloud();
  const executionArn = await cloud.start(await cloud.machine(PASS));
  await cloud.dispatcher.untilIdle();
  await expect(cloud.sfn('RedriveExecution', { executionArn })).rejects.toMatchObject({
    code: 'ExecutionNotRedrivable',
    message: 'Execution is SUCCEEDED and cannot be redriven',
  });
});

test('the history comes in pages and from either end', async () => {
  cloud = await startTestCloud();
  const executionArn = await cloud.start(await cloud.machine(PASS));
  await cloud.dispatcher.untilIdle();
  type Page = { events: { id: number }[]; nextToken?: string };
  const first = await cloud.sfn<Page>('GetExecutionHistory', { executionArn, maxResults: 3 });
  const second = await cloud.sfn<Page>('GetExecutionHistory', {
    executionArn,
    maxResults: 3,
    nextToken: first.nextToken,
  });
  expect([...first.events, ...second.events].map(({ id }) => id)).toEqual([1, 2, 3, 4]);
  const { events } = await cloud.sfn<Page>('GetExecutionHistory', {
    executionArn,
    reverseOrder: true,
  });
  expect(events.map(({ id }) => id)).toEqual([4, 3, 2, 1]);
});

test('an express machine answers at once, and its executions have no description', async () => {
  cloud = await startTestCloud();
  const stateMachineArn = await cloud.machine(PASS, { type: 'EXPRESS' });
  const ended = await cloud.sfn<{ executionArn: string }>('StartSyncExecution', {
    stateMachineArn,
    input: '{"a":1}',
  });
  expect(ended).toMatchObject({
    status: 'SUCCEEDED',
    output: '{"a":1}',
    billingDetails: { billedMemoryUsedInMB: 64 },
  });
  await expect(
    cloud.sfn('DescribeExecution', { executionArn: ended.executionArn }),
  ).rejects.toMatchObject({
    code: 'ExecutionDoesNotExist',
  });
});

test('a role that does not trust Step Functions is refused', async () => {
  cloud = await startTestCloud();
  const trust = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  };
  await cloud.cloud.call(
    'iam',
    'CreateRole',
    { RoleName: 'other', AssumeRolePolicyDocument: JSON.stringify(trust) },
    cloud.root,
  );
  const input = {
    name: 'm',
    definition: JSON.stringify(PASS),
    roleArn: 'arn:aws:iam::111111111111:role/other',
  };
  await expect(cloud.sfn('CreateStateMachine', input)).rejects.toMatchObject({
    code: 'AccessDeniedException',
    message:
      'Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.',
  });
});

test('a definition is refused in the words of AWS', async () => {
  cloud = await startTestCloud();
  await expect(cloud.machine({ States: {} })).rejects.toMatchObject({
    code: 'InvalidDefinition',
    message:
      "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [StartAt] at /'",
  });
});

test('an execution that goes round in circles can be stopped, and its history has no gap', async () => {
  cloud = await startTestCloud();
  const Choices = [{ Variable: '$.never', IsPresent: true, Next: 'End' }];
  const States = {
    Here: { Type: 'Pass', Next: 'There' },
    There: { Type: 'Choice', Choices, Default: 'Here' },
    End: { Type: 'Succeed' },
  };
  const executionArn = await cloud.start(await cloud.machine({ StartAt: 'Here', States }));
  const events = () => cloud.history(executionArn);
  while ((await events()).length < 100) await nextTurn();
  await cloud.sfn('StopExecution', { executionArn });
  const history = await events();
  expect(history.at(-1)).toMatchObject({ type: 'ExecutionAborted' });
  expect(history.map(({ id }) => id)).toEqual(history.map((_, index) => index + 1));
});

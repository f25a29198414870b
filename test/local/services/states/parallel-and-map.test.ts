import { afterEach, expect, test } from 'vitest';
import { playedLambda, startTestCloud } from './support.ts';
import type { TestCloud } from './support.ts';

let cloud: TestCloud;
afterEach(() => cloud.end());

const call = (more: object = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: 'f', 'Payload.$': '$' },
  OutputPath: '$.Payload',
  End: true,
  ...more,
});

function mapping(more: object, mode = 'INLINE') {
  const ItemProcessor = {
    ProcessorConfig: { Mode: mode },
    StartAt: 'Call',
    States: { Call: call() },
  };
  return { StartAt: 'Each', States: { Each: { Type: 'Map', ItemProcessor, End: true, ...more } } };
}

test('branches wait side by side: the state takes as long as the longest', async () => {
  cloud = await startTestCloud();
  const branch = (name: string, Seconds: number) => ({
    StartAt: name,
    States: { [name]: { Type: 'Wait', Seconds, End: true } },
  });
  const executionArn = await cloud.start(
    await cloud.machine({
      StartAt: 'Both',
      States: {
        Both: { Type: 'Parallel', Branches: [branch('A', 30), branch('B', 50)], End: true },
      },
    }),
  );
  await cloud.pass(49);
  expect(await cloud.sfn('DescribeExecution', { executionArn })).toMatchObject({
    status: 'RUNNING',
  });
  await cloud.pass(1);
  expect(await cloud.sfn('DescribeExecution', { executionArn })).toMatchObject({
    status: 'SUCCEEDED',
    output: '[{},{}]',
  });
});

test('a branch that fails ends the others, and the state can be caught', async () => {
  cloud = await startTestCloud();
  const { output } = await cloud.execute({
    StartAt: 'Both',
    States: {
      Both: {
        Type: 'Parallel',
        End: true,
        Catch: [{ ErrorEquals: ['Broken'], Next: 'Mend' }],
        Branches: [
          { StartAt: 'Long', States: { Long: { Type: 'Wait', Seconds: 80_000, End: true } } },
          { StartAt: 'Bad', States: { Bad: { Type: 'Fail', Error: 'Broken', Cause: 'so it is' } } },
        ],
      },
      Mend: { Type: 'Pass', End: true },
    },
  });
  expect(JSON.parse(output!)).toEqual({ Error: 'Broken', Cause: 'so it is' });
});

test.each(['INLINE', 'DISTRIBUTED'])(
  'a %s Map keeps the order of its items and runs no more at once than it may',
  async (mode) => {
    const waiting: string[] = [];
    let most = 0;
    cloud = await startTestCloud([
      playedLambda((token: string) => {
        waiting.push(token);
      }),
    ]);
    const ItemProcessor = {
      ProcessorConfig: { Mode: mode },
      StartAt: 'Ask',
      States: {
        Ask: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
          Parameters: { FunctionName: 'f', 'Payload.$': '$$.Task.Token' },
          End: true,
        },
      },
    };
    const machine = await cloud.machine({
      StartAt: 'Each',
      States: { Each: { Type: 'Map', MaxConcurrency: 2, ItemProcessor, End: true } },
    });
    const executionArn = await cloud.start(machine, [1, 2, 3, 4, 5]);
    await cloud.dispatcher.untilIdle();
    for (let answered = 0; waiting.length > 0; answered++) {
      most = Math.max(most, waiting.length);
      await cloud.sfn('SendTaskSuccess', { taskToken: waiting.shift(), output: String(answered) });
      await cloud.dispatcher.untilIdle();
    }
    expect(most).toBe(2);
    expect(await cloud.sfn('DescribeExecution', { executionArn })).toMatchObject({
      status: 'SUCCEEDED',
      output: '[0,1,2,3,4]',
    });
  },
);

test('a distributed Map tolerates as many failures as it says', async () => {
  cloud = await startTestCloud([
    playedLambda((item: number) => {
      if (item < 0) throw new RangeError('negative');
      return item;
    }),
  ]);
  const tolerant = await cloud.execute(
    mapping({ ToleratedFailureCount: 1 }, 'DISTRIBUTED'),
    [1, -2, 3],
  );
  expect([tolerant.status, tolerant.output]).toEqual(['SUCCEEDED', '[1,3]']);
  const strict = await cloud.execute(mapping({}, 'DISTRIBUTED'), [1, -2, 3]);
  expect([strict.status, strict.error, strict.cause]).toEqual([
    'FAILED',
    'States.ExceedToleratedFailureThreshold',
    'The specified tolerated failure threshold was exceeded',
  ]);
});

test('items are handed over in batches with what they share', async () => {
  cloud = await startTestCloud([playedLambda((batch: unknown) => batch)]);
  const ItemBatcher = { MaxItemsPerBatch: 2, BatchInput: { 'day.$': '$$.Execution.Name' } };
  const { output } = await cloud.execute(mapping({ ItemBatcher }, 'DISTRIBUTED'), [1, 2, 3]);
  expect((JSON.parse(output!) as { Items: number[] }[]).map(({ Items }) => Items)).toEqual([
    [1, 2],
    [3],
  ]);
});

test('a branch that fails at a task tells so, and what follows names the failure', async () => {
  cloud = await startTestCloud([
    playedLambda(() => {
      throw new Error('no');
    }),
  ]);
  const { executionArn } = await cloud.execute({
    StartAt: 'Both',
    States: {
      Both: {
        Type: 'Parallel',
        Branches: [{ StartAt: 'Call', States: { Call: call() } }],
        End: true,
      },
    },
  });
  const events = await cloud.history(executionArn);
  expect(events.slice(6).map(({ type, previousEventId }) => [type, previousEventId])).toEqual([
    ['TaskFailed', 6],
    ['TaskStateAborted', 7],
    ['ParallelStateFailed', 7],
    ['ExecutionFailed', 9],
  ]);
});

test('what a task answers may be too long, which States.ALL stands for', async () => {
  cloud = await startTestCloud([playedLambda(() => 'x'.repeat(300_000))]);
  const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }];
  const { status, output } = await cloud.execute({
    StartAt: 'Call',
    States: { Call: call({ Catch }), Caught: { Type: 'Pass', End: true } },
  });
  expect([status, JSON.parse(output!)]).toEqual([
    'SUCCEEDED',
    {
      Error: 'States.DataLimitExceeded',
      Cause:
        "The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes service limit.",
    },
  ]);
});

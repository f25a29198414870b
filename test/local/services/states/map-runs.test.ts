/** Results of distributed Maps, and the API of their runs. */
import { afterEach, expect, test } from 'vitest';
import { s3Service } from '../../../../local/services/s3/index.ts';
import { bytesOf } from '../../../../local/services/states/integrations/plain-output.ts';
import { startTestCloud } from './support.ts';
import type { TestCloud } from './support.ts';

let cloud: TestCloud;
afterEach(() => cloud.stop());

/** A Map over numbers whose results are written by `writer`; negative ones fail. */
function machine(writer: object, more: object = {}) {
  const ItemProcessor = {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
    StartAt: 'IsGood',
    States: {
      IsGood: {
        Type: 'Choice',
        Choices: [{ Variable: '$', NumericLessThan: 0, Next: 'Bad' }],
        Default: 'Good',
      },
      Good: {
        Type: 'Pass',
        Parameters: { 'list.$': 'States.Array($, $)' },
        OutputPath: '$.list',
        End: true,
      },
      Bad: { Type: 'Fail', Error: 'Negative' },
    },
  };
  const Each = {
    Type: 'Map',
    ItemProcessor,
    ResultWriter: writer,
    ToleratedFailureCount: 1,
    ...more,
    End: true,
  };
  return { StartAt: 'Each', States: { Each } };
}

const place = {
  Resource: 'arn:aws:states:::s3:putObject',
  Parameters: { Bucket: 'results', Prefix: 'here/' },
};

async function start(): Promise<void> {
  cloud = await startTestCloud([s3Service]);
  await cloud.cloud.call('s3', 'CreateBucket', { Bucket: 'results' }, cloud.root);
}

async function written(Key: string): Promise<string> {
  const { Body } = await cloud.cloud.call<{ Body: unknown }>(
    's3',
    'GetObject',
    { Bucket: 'results', Key },
    cloud.root,
  );
  return (await bytesOf(Body)).toString('utf8');
}

test('results are written by status, and the state answers where the manifest lies', async () => {
  await start();
  const { output } = await cloud.execute(machine(place), [1, -2]);
  const { MapRunArn, ResultWriterDetails } = JSON.parse(output!) as {
    MapRunArn: string;
    ResultWriterDetails: { Bucket: string; Key: string };
  };
  const id = MapRunArn.split(':').at(-1)!;
  expect(ResultWriterDetails).toEqual({ Bucket: 'results', Key: `here/${id}/manifest.json` });
  expect(JSON.parse(await written(ResultWriterDetails.Key))).toMatchObject({
    DestinationBucket: 'results',
    MapRunArn,
    ResultFiles: {
      FAILED: [{ Key: `here/${id}/FAILED_0.json` }],
      PENDING: [],
      SUCCEEDED: [{ Key: `here/${id}/SUCCEEDED_0.json` }],
    },
  });
  expect(JSON.parse(await written(`here/${id}/SUCCEEDED_0.json`))).toMatchObject([
    { Input: '1', Output: '[1,1]', Status: 'SUCCEEDED' },
  ]);
});

test.each([
  ['COMPACT', '[1,1]\n[3,3]\n'],
  ['FLATTEN', '1\n1\n3\n3\n'],
])('results can be %s lines', async (Transformation, expected) => {
  await start();
  const writer = { ...place, WriterConfig: { Transformation, OutputType: 'JSONL' } };
  const { output } = await cloud.execute(machine(writer), [1, 3]);
  const { MapRunArn } = JSON.parse(output!) as { MapRunArn: string };
  expect(await written(`here/${MapRunArn.split(':').at(-1)}/SUCCEEDED_0.jsonl`)).toBe(expected);
});

test('a writer that names no place changes what the state answers', async () => {
  await start();
  const { output } = await cloud.execute(
    machine({ WriterConfig: { Transformation: 'FLATTEN', OutputType: 'JSON' } }),
    [1, 3],
  );
  expect(JSON.parse(output!)).toEqual([1, 1, 3, 3]);
});

test('a bucket that is not there fails the state as its writer', async () => {
  await start();
  const writer = { ...place, Parameters: { Bucket: 'elsewhere' } };
  expect(await cloud.execute(machine(writer), [1])).toMatchObject({
    status: 'FAILED',
    error: 'States.ResultWriterFailed',
    cause: 'The specified bucket does not exist',
  });
});

test('a run is listed, described by counts, and its limits can be changed', async () => {
  await start();
  const stateMachineArn = await cloud.machine(machine(place));
  const executionArn = await cloud.start(stateMachineArn, [1, 3, -2]);
  await cloud.dispatcher.untilIdle();
  const { mapRuns } = await cloud.sfn<{ mapRuns: { mapRunArn: string }[] }>('ListMapRuns', {
    executionArn,
  });
  expect(mapRuns).toMatchObject([{ executionArn, stateMachineArn }]);
  const { mapRunArn } = mapRuns[0]!;
  await cloud.sfn('UpdateMapRun', { mapRunArn, toleratedFailureCount: 2 });
  const counts = {
    aborted: 0,
    failed: 1,
    pending: 0,
    running: 0,
    succeeded: 2,
    timedOut: 0,
    total: 3,
    resultsWritten: 3,
  };
  expect(await cloud.sfn('DescribeMapRun', { mapRunArn })).toMatchObject({
    status: 'SUCCEEDED',
    maxConcurrency: 0,
    toleratedFailureCount: 2,
    itemCounts: counts,
    executionCounts: counts,
  });
  await expect(cloud.sfn('DescribeMapRun', { mapRunArn: `${mapRunArn}x` })).rejects.toMatchObject({
    code: 'ResourceNotFound',
  });
});

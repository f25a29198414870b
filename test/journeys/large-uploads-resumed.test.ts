/** A large upload that was interrupted goes on where it was, and comes to what one pass comes to. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import {
  GetBucketPolicyCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  ListExecutionsCommand,
  RedriveExecutionCommand,
  SFNClient,
  StopExecutionCommand,
  UpdateStateMachineCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Receipt } from '../../domain/contract/receipt.ts';
import { pieceText } from '../../domain/registry/keys.ts';
import { type as typed } from '../support/terminal.ts';
import { largeFrom } from './support/edits.ts';
import {
  copyOfAssembly,
  customers,
  editTemplate,
  machineNamed,
  platformValue,
  records,
  startJourney,
  upload,
} from './support/local-cloud.ts';
import type { Journey } from './support/local-cloud.ts';

/** States of an execution that was not judged to its end. */
type Ending = 'FAILED' | 'ABORTED' | 'TIMED_OUT';

let folder: string;
let assembly: string;
let journey: Journey;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'resumed-'));
  assembly = await copyOfAssembly(folder);
  editTemplate(assembly, 'perennial-platform', largeFrom(200_000, 100_000));
  journey = await startJourney(folder, assembly);
});
afterAll(async () => {
  await journey.stop();
  rmSync(folder, { recursive: true, force: true });
});

const s3 = () => new S3Client({ ...journey.connection.settings, forcePathStyle: true });
const states = () => new SFNClient(journey.connection.settings);
const machine = () => machineNamed('large-uploads-perennial', journey.connection);

/** Customers without the first so many, every hundredth with a value that is none. */
function customersBut(left: number): string {
  const [header = '', ...rows] = customers.trimEnd().split('\n');
  const spoilt = rows.map((row, index) =>
    index % 100 === 50 ? row.replace(/,\d+,/, ',many,') : row,
  );
  return [header, ...spoilt.slice(left)].join('\n');
}

async function newestExecution(): Promise<string> {
  const { executions = [] } = await states().send(
    new ListExecutionsCommand({ stateMachineArn: await machine() }),
  );
  return executions[0]!.executionArn!;
}

async function statusOf(executionArn: string): Promise<string> {
  const { status, cause } = await states().send(new DescribeExecutionCommand({ executionArn }));
  return `${status}${cause ? `: ${cause}` : ''}`;
}

/** State of the alarm for executions without a verdict. */
async function alarm(): Promise<string | undefined> {
  const { MetricAlarms = [] } = await new CloudWatchClient(journey.connection.settings).send(
    new DescribeAlarmsCommand({}),
  );
  return MetricAlarms.find(({ AlarmName }) => AlarmName?.includes('NotJudged'))?.StateValue;
}

/** Keeps everybody from writing what piece 3 comes to; answers how to permit it again. */
async function denyPiece(): Promise<() => Promise<void>> {
  const Bucket = await platformValue(journey.connection, 'lake-bucket');
  const { Policy = '' } = await s3().send(new GetBucketPolicyCommand({ Bucket }));
  const policy = JSON.parse(Policy) as { Statement: readonly object[] };
  const denied = {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::${Bucket}/work/*/verdicts/${pieceText(3)}.json`,
  };
  const put = async (text: string) =>
    void (await s3().send(new PutBucketPolicyCommand({ Bucket, Policy: text })));
  await put(JSON.stringify({ ...policy, Statement: [...policy.Statement, denied] }));
  return () => put(Policy);
}

/** Has executions that begin from now on end after so many seconds; answers how to undo it. */
async function timeOutAfter(seconds: number): Promise<() => Promise<void>> {
  const stateMachineArn = await machine();
  const { definition = '' } = await states().send(
    new DescribeStateMachineCommand({ stateMachineArn }),
  );
  const put = async (text: string) =>
    void (await states().send(
      new UpdateStateMachineCommand({ stateMachineArn, definition: text }),
    ));
  await put(JSON.stringify({ ...(JSON.parse(definition) as object), TimeoutSeconds: seconds }));
  return () => put(definition);
}

/** The receipt of a file is what `perennial check` tells of it, which reads it in one pass. */
async function expectAsInOnePass(file: string, body: string): Promise<void> {
  const Bucket = await platformValue(journey.connection, 'landing-bucket');
  const { Body } = await s3().send(
    new GetObjectCommand({ Bucket, Key: `receipts/churn/data/${file}.json` }),
  );
  const receipt = JSON.parse(await Body!.transformToString()) as Receipt;
  const path = join(folder, file);
  writeFileSync(path, body);
  const { json } = await typed(
    'check',
    path,
    '--model',
    'churn',
    '--json',
    '--endpoint-url',
    journey.connection.endpoint!,
  );
  const { status, rows, reasons, dropped, warnings } = json() as Receipt;
  expect(receipt).toMatchObject({ status, rows, reasons, dropped, warnings });
  expect(rows.refused).toBeGreaterThan(0);
}

describe('a large upload', { shuffle: false }, () => {
  test.each<[Ending, string, (executionArn: string) => Promise<unknown>]>([
    ['FAILED', 'a piece that fails', () => journey.pass(2)],
    [
      'ABORTED',
      'an operator who aborts it',
      (executionArn) => states().send(new StopExecutionCommand({ executionArn })),
    ],
    ['TIMED_OUT', 'the end of its time', () => journey.pass(2)],
  ])('that ends as %s by %s pages, and is redriven to its verdict', async (ending, _why, end) => {
    const file = `${ending.toLowerCase()}.csv`;
    const body = customersBut(ending.length);
    // GIVEN
    const permit = await denyPiece();
    const undo = ending === 'TIMED_OUT' ? await timeOutAfter(1) : undefined;
    await upload(journey.connection, file, body);
    await journey.pass(0);
    const execution = await newestExecution();
    // WHEN
    await end(execution);
    await journey.pass(4);
    // THEN
    expect(await statusOf(execution)).toContain(ending);
    expect(await alarm()).toBe('ALARM');
    await Promise.all([permit(), undo?.()]);
    await states().send(new RedriveExecutionCommand({ executionArn: execution }));
    await journey.pass(30);
    expect([await statusOf(execution), await alarm()]).toEqual(['SUCCEEDED', 'OK']);
    await expectAsInOnePass(file, body);
  });

  test('whose cloud is killed again and again while pieces are judged loses none', async () => {
    const body = customersBut(1);
    await upload(journey.connection, 'killed.csv', body);
    const { port } = new URL(journey.connection.endpoint!);
    for (const judged of [1, 3, 5]) {
      const idle = journey.pass(0).catch(() => undefined);
      await vi.waitFor(
        async () => expect((await verdicts()).length).toBeGreaterThanOrEqual(judged),
        {
          timeout: 30_000,
          interval: 20,
        },
      );
      await journey.kill();
      await idle;
      journey = await startJourney(folder, assembly, port);
    }
    await journey.pass(30);
    expect(await statusOf(await newestExecution())).toBe('SUCCEEDED');
    await expectAsInOnePass('killed.csv', body);
    const uploads = await records(journey.connection, 'UPLOAD#');
    expect(uploads.map(({ code }) => code)).toEqual([
      'Accepted',
      'Accepted',
      'Accepted',
      'Accepted',
    ]);
  });
});

/** Keys of the verdicts on pieces of the newest upload. */
async function verdicts(): Promise<readonly string[]> {
  const Bucket = await platformValue(journey.connection, 'lake-bucket');
  const name = (await newestExecution()).split(':').at(-1)!;
  const { Contents = [] } = await s3().send(
    new ListObjectsV2Command({ Bucket, Prefix: `work/churn/${name}/verdicts/` }),
  );
  return Contents.map(({ Key }) => Key!);
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { approvedByHand } from './support/edits.ts';
import { invoke } from './support/functions.ts';
import {
  copyOfAssembly, customers, editTemplate, machineNamed, platformValue, records, startJourney, upload,
} from './support/local-cloud.ts';
import type { Journey } from './support/local-cloud.ts';

let folder: string;
let journey: Journey;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'twice-'));
  const assembly = await copyOfAssembly(folder);
  editTemplate(assembly, 'perennial-churn', approvedByHand);
  journey = await startJourney(folder, assembly);
});
afterAll(async () => {
  await journey.stop();
  rmSync(folder, { recursive: true, force: true });
});

const of = (prefix: string) => records(journey.connection, prefix);

/** Calls a function twice with the same event, and waits until nothing is due. */
async function twice(name: string, event: object): Promise<readonly Record<string, unknown>[]> {
  const first = await invoke(journey.connection, name, event);
  const second = await invoke(journey.connection, name, event);
  await journey.pass(0);
  return [first, second];
}

/** Calls a function with several events at the same time, and waits until nothing is due. */
async function atOnce(name: string, events: readonly object[]): Promise<readonly Record<string, unknown>[]> {
  const answers = await Promise.all(events.map((event) => invoke(journey.connection, name, event)));
  await journey.pass(0);
  return answers;
}

/** Keys of the captures of the model, sorted. */
async function captureKeys(): Promise<readonly string[]> {
  const client = new S3Client({ ...journey.connection.settings, forcePathStyle: true });
  const Bucket = await platformValue(journey.connection, 'lake-bucket');
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'captures/churn/' }));
  return Contents.map(({ Key }) => Key!).sort();
}

/** States of all executions of the model's state machine. */
async function executions(): Promise<readonly string[]> {
  const client = new SFNClient(journey.connection.settings);
  const stateMachineArn = await machineNamed('perennial-churn', journey.connection);
  const { executions: found = [] } = await client.send(new ListExecutionsCommand({ stateMachineArn }));
  return found.map(({ status }) => status!);
}

const approve = (reason: string) => ({
  body: JSON.stringify({ command: 'approve', model: 'churn', version: 1, reason }),
  requestContext: {
    requestId: 'r-1', http: { method: 'POST' }, authorizer: { iam: { userArn: 'arn:aws:iam::000000000000:user/ann' } },
  },
});

const alarm = {
  id: 'b2c1e6f4-0000-4000-8000-000000000001',
  time: '2026-01-01T00:00:00Z',
  source: 'aws.cloudwatch',
  'detail-type': 'CloudWatch Alarm State Change',
  detail: {
    alarmName: 'perennial-churn-drift',
    state: { value: 'ALARM', reason: 'Threshold Crossed' },
    previousState: { value: 'OK' },
    configuration: {
      metrics: [{ metricStat: { metric: { name: 'DriftScore', dimensions: { Model: 'churn' } } } }],
    },
  },
};

// The life of a model, told in order.
describe('what is delivered twice', { shuffle: false }, () => {
  test('an upload is admitted once, and trains once', async () => {
    const version = await upload(journey.connection, 'x.csv');
    await journey.pass(0);
    const name = await platformValue(journey.connection, 'landing-bucket');
    const answers = await twice('admit-upload', {
      id: 'a-1', time: '2026-01-01T00:00:00Z', source: 'aws.s3', 'detail-type': 'Object Created',
      detail: { bucket: { name }, object: { key: 'uploads/churn/data/x.csv', 'version-id': version } },
    });
    expect(answers).toMatchObject([{ status: 'repeated' }, { status: 'repeated' }]);
    expect(await of('UPLOAD#')).toMatchObject([{ status: 'accepted', acceptedRows: 7043 }]);
    expect(await of('ACCEPTED#')).toHaveLength(1);
    expect(await of('COUNTERS')).toMatchObject([{ acceptedRows: 7043, uploads: 1, versions: 1 }]);
    expect(await of('RUN#')).toHaveLength(1);
    expect(await of('DECISION#')).toHaveLength(1);
    expect(await executions()).toEqual(['RUNNING']);
  });

  test('an approval promotes once', async () => {
    const [first, second] = await twice('operate-model', approve('looks good'));
    expect([first!.statusCode, second!.statusCode]).toEqual([200, 200]);
    await journey.pass(10);
    expect(await of('RUN#')).toMatchObject([{ outcome: 'promoted', version: 1 }]);
    expect(await of('ALIAS#champion')).toMatchObject([{ version: 1, revision: 1 }]);
    const acts = (await of('HISTORY#')).map(({ what }) => what);
    expect(acts.filter((what) => what === 'approved')).toHaveLength(1);
    expect(acts.filter((what) => what === 'promoted')).toHaveLength(1);
    expect(await executions()).toEqual(['SUCCEEDED']);
  });

  test('the approval of a version that serves by now changes nothing', async () => {
    const before = await of('');
    const [first, second] = await twice('operate-model', approve('once more'));
    expect([first!.statusCode, second!.statusCode]).toEqual([409, 409]);
    expect(await of('')).toEqual(before);
  });

  test('captures that are delivered twice, even at once, are one object', async () => {
    const capture = {
      model: 'churn', inferenceId: '2026010100-twice', at: '2026-01-01T00:00:00.000Z', version: 1,
      columns: ['tenure'], rows: [{ index: 0, values: ['1'], prediction: [0.5] }],
    };
    const batch = { Records: [{ messageId: 'm-1', body: JSON.stringify(capture) }] };
    expect(await atOnce('write-captures', [batch, batch])).toEqual([{ batchItemFailures: [] }, { batchItemFailures: [] }]);
    const once = await captureKeys();
    expect(once).toEqual([expect.stringMatching(/^captures\/churn\/2026\/01\/01\/00\/[0-9a-f]{24}\.jsonl$/)]);
    await twice('write-captures', batch);
    expect(await captureKeys()).toEqual(once);
  });

  test('an alarm starts one run, and many alarms at once start no other', async () => {
    await journey.pass(24 * 60);
    const storm = Array.from({ length: 8 }, (_, index) => ({ ...alarm, id: `${alarm.id.slice(0, -2)}${10 + index}` }));
    const stormed = await atOnce('decide-retraining', storm);
    expect(stormed.filter(({ decision }) => decision === 'fired')).toHaveLength(1);
    expect(await of('LEASE')).toHaveLength(1);
    expect(await executions()).toHaveLength(2);
    // Any of them may come first.
    const firing = storm[stormed.findIndex(({ decision }) => decision === 'fired')]!;
    const [first, second] = await twice('decide-retraining', firing);
    expect(first).toMatchObject({ decision: 'fired', runId: expect.any(String) });
    expect([first!.runId, null]).toContain(second!.runId);
    expect(['fired', 'ignored']).toContain(second!.decision);
    expect((await of('RUN#')).map(({ reason }) => reason).sort()).toEqual(['drift', 'first']);
    const decisions = await of('DECISION#');
    expect(decisions).toHaveLength(1 + storm.length);
    expect(decisions.filter(({ runId }) => runId !== null)).toHaveLength(2);
    expect(await of('ARBITER')).toMatchObject([{ starts: [expect.any(String)] }]);
    expect(await executions()).toHaveLength(2);
  });

  test('the same rows under another name are no second upload', async () => {
    await upload(journey.connection, 'y.csv', customers);
    await journey.pass(0);
    expect((await of('UPLOAD#')).map(({ code }) => code).sort()).toEqual(['Accepted', 'SameContent']);
    expect(await of('COUNTERS')).toMatchObject([{ acceptedRows: 7043, uploads: 1 }]);
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ListObjectsV2Command, S3Client, GetObjectCommand } from '@aws-sdk/client-s3';
import { ListTrainingJobsCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { findPlatform, gatewayOf } from '../../cli/aws/platform.ts';
import { askFor } from '../../cli/aws/predictions.ts';
import { approvedByNobody } from './support/edits.ts';
import {
  copyOfAssembly, customers, editTemplate, platformValue, records, startJourney, upload,
} from './support/local-cloud.ts';
import type { Journey } from './support/local-cloud.ts';
import { rowsOf } from './support/rows.ts';

/** The same moments at every run of the test: a linear congruential generator. */
function* delays(seed: number, from: number, to: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    yield from + (state / 2 ** 31) * (to - from);
  }
}

const KILLS = 5;
const PATIENCE = { timeout: 15_000, interval: 50 };

let folder: string;
let assembly: string;
let journey: Journey;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kill-'));
  assembly = await copyOfAssembly(folder);
  editTemplate(assembly, 'perennial-churn', approvedByNobody);
  journey = await startJourney(folder, assembly);
});
afterAll(async () => {
  await journey.stop();
  rmSync(folder, { recursive: true, force: true });
});

const of = (prefix: string) => records(journey.connection, prefix);

/** Waits until nothing is due, or the cloud is gone. */
const untilIdle = () => journey.pass(0).catch(() => {});

/** Asks the gateway row by row until told to stop; notes the requests that were answered. */
async function askOnAndOn(answered: Set<string>, stop: AbortSignal): Promise<void> {
  const rows = rowsOf(customers);
  const { connection } = journey;
  for (let at = 0; !stop.aborted; at += 1) {
    try {
      const url = gatewayOf(await findPlatform(connection), 'churn');
      const [answer] = await askFor([rows[at % rows.length]!], { model: 'churn', url }, connection);
      answered.add(answer!.inference_id);
    } catch {
      // A request that was not answered may be lost; the cloud may be gone, or come up.
      await pause(20);
    }
  }
}

/** Inference ids of all captures that were written. */
async function captured(): Promise<readonly string[]> {
  const client = new S3Client({ ...journey.connection.settings, forcePathStyle: true });
  const Bucket = await platformValue(journey.connection, 'lake-bucket');
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'captures/churn/' }));
  const texts = await Promise.all(Contents.map(async ({ Key }) => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
    return await Body!.transformToString();
  }));
  const lines = texts.flatMap((text) => text.trim().split('\n'));
  return lines.map((line) => (JSON.parse(line) as { inferenceId: string }).inferenceId);
}

test('a cloud that is killed at any moment of a run goes on from there, and loses nothing', async () => {
  // GIVEN a model that serves
  await upload(journey.connection, 'x.csv');
  await journey.pass(120);
  expect(await of('ALIAS#champion')).toMatchObject([{ version: 1 }]);
  // WHEN the next run and the traffic are killed again and again
  await upload(journey.connection, 'y.csv', customers.split('\n').slice(0, -100).join('\n'));
  const moments = delays(20_240_229, 100, 1600);
  const { port } = new URL(journey.connection.endpoint!);
  const answered = new Set<string>();
  for (let kill = 0; kill < KILLS; kill += 1) {
    const idle = untilIdle();
    const killed = new AbortController();
    const asking = askOnAndOn(answered, killed.signal);
    await vi.waitFor(async () => expect(await of('RUN#')).toHaveLength(2), PATIENCE);
    await pause(moments.next().value as number);
    await journey.kill();
    killed.abort();
    await Promise.all([idle, asking]);
    journey = await startJourney(folder, assembly, port);
  }
  await journey.pass(120);
  // THEN
  expect((await of('UPLOAD#')).map(({ status, acceptedRows }) => [status, acceptedRows]).sort()).toEqual([
    ['accepted', 6944], ['accepted', 7043],
  ]);
  expect(await of('COUNTERS')).toMatchObject([{ acceptedRows: 13_987, uploads: 2 }]);
  const runs = await of('RUN#');
  expect(runs.map(({ outcome, version }) => [outcome, version]).sort()).toEqual([['promoted', 1], ['promoted', 2]]);
  expect(await of('ALIAS#champion')).toMatchObject([{ version: 2 }]);
  expect(await of('LEASE')).toEqual([]);
  await expectOneJobPerAttempt();
  const written = new Set(await captured());
  expect(answered.size).toBeGreaterThan(0);
  expect([...answered].filter((id) => !written.has(id))).toEqual([]);
});

/** Two runs: two jobs completed, and the job that a kill took with it failed, under a name of its own. */
async function expectOneJobPerAttempt(): Promise<void> {
  const client = new SageMakerClient(journey.connection.settings);
  const { TrainingJobSummaries = [] } = await client.send(new ListTrainingJobsCommand({}));
  const jobs = TrainingJobSummaries.map((job) => [job.TrainingJobName, job.TrainingJobStatus]);
  expect(new Set(jobs.map(([name]) => name)).size).toBe(jobs.length);
  for (const [name] of jobs) expect(name).toMatch(/^churn-\d{8}-[0-9a-f]{8}-\d+-\d+$/);
  expect(jobs.filter(([, status]) => status === 'Completed')).toHaveLength(2);
  expect(jobs.filter(([, status]) => status === 'InProgress')).toEqual([]);
}

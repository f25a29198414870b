import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ListTrainingJobsCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type as typed } from '../support/terminal.ts';
import { copyOfAssembly, customers, records, startJourney, upload } from './support/local-cloud.ts';
import type { Journey } from './support/local-cloud.ts';

/** The same moments at every run of the test: a linear congruential generator. */
function* delays(seed: number, from: number, to: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    yield from + (state / 2 ** 31) * (to - from);
  }
}

const KILLS = 3;
const PATIENCE = { timeout: 15_000, interval: 50 };

let folder: string;
let assembly: string;
let journey: Journey;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kill-'));
  assembly = await copyOfAssembly(folder);
  journey = await startJourney(folder, assembly);
});
afterAll(async () => {
  await journey.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Waits until nothing is due, or the cloud is gone. */
const untilIdle = () => journey.pass(0).catch(() => {});

test('a cloud that is killed at any moment of a run goes on from there', async () => {
  await upload(journey.connection, 'x.csv');
  const moments = delays(20_240_229, 100, 1600);
  const { port } = new URL(journey.connection.endpoint!);
  for (let kill = 0; kill < KILLS; kill += 1) {
    const idle = untilIdle();
    await vi.waitFor(async () => expect(await records(journey.connection, 'RUN#')).toHaveLength(1), PATIENCE);
    await pause(moments.next().value as number);
    await journey.kill();
    await idle;
    journey = await startJourney(folder, assembly, port);
  }
  const { connection } = journey;
  await journey.pass(120);

  expect(await records(connection, 'UPLOAD#')).toMatchObject([{ status: 'accepted', acceptedRows: 7043 }]);
  expect(await records(connection, 'COUNTERS')).toMatchObject([{ acceptedRows: 7043, uploads: 1 }]);
  expect(await records(connection, 'RUN#')).toMatchObject([{ outcome: 'promoted', version: 1 }]);
  expect(await records(connection, 'ALIAS#champion')).toMatchObject([{ version: 1 }]);
  expect(await records(connection, 'LEASE')).toEqual([]);
  const client = new SageMakerClient(connection.settings);
  const { TrainingJobSummaries = [] } = await client.send(new ListTrainingJobsCommand({}));
  const jobs = TrainingJobSummaries.map((job) => [job.TrainingJobName, job.TrainingJobStatus]);
  expect(new Set(jobs.map(([name]) => name)).size).toBe(jobs.length);
  for (const [name] of jobs) expect(name).toMatch(/^churn-\d{8}-[0-9a-f]{8}-\d+-\d+$/);
  expect(jobs.filter(([, status]) => status === 'Completed')).toHaveLength(1);
  expect(jobs.filter(([, status]) => status === 'InProgress')).toEqual([]);

  const file = join(folder, 'few.csv');
  writeFileSync(file, customers.split('\n').slice(0, 4).join('\n'));
  const words = ['predict', 'churn', file, '--json', '--endpoint-url', connection.endpoint!];
  const { code, err, json } = await typed(...words);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const number: unknown = expect.any(Number);
  expect(json()).toMatchObject([{ version: 1, predictions: [number, number, number] }]);
});

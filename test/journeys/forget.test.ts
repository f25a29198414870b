/** A person is erased from every version of every object, by the one identity that may. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DescribeStacksCommand, CloudFormationClient } from '@aws-sdk/client-cloudformation';
import {
  DeleteObjectCommand, GetObjectCommand, ListObjectVersionsCommand, PutObjectCommand, S3Client,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ModelRecords } from '../../cli/aws/model-records.ts';
import { findPlatform, gatewayOf } from '../../cli/aws/platform.ts';
import { postSigned } from '../../cli/aws/signed-request.ts';
import { bucketsOf } from '../../cli/erasure/buckets.ts';
import { Forgetting } from '../../cli/erasure/forget.ts';
import { PredictionAnswer } from '../../lambda/serve-prediction/contract.ts';
import { churn } from '../../pipelines/churn/pipeline.ts';
import { type as typed } from '../support/terminal.ts';
import { defined, largeFrom } from './support/edits.ts';
import {
  copyOfAssembly, customers, editTemplate, platformValue, records, startJourney, upload,
} from './support/local-cloud.ts';
import type { Journey } from './support/local-cloud.ts';
import { rowsOf } from './support/rows.ts';

/** Churn with customers who can be told apart. */
const withSubject = defined({
  contract: {
    ...churn.contract,
    subject: 'customerID',
    columns: [{ name: 'customerID', type: 'string', optional: true, personal: true }, ...churn.contract.columns],
  },
  gates: [{ kind: 'absolute', metric: 'auc', atLeast: 0.5 }],
  retraining: { ...churn.retraining, onData: 'until-champion' },
});

const [HEADER = '', ...LINES] = customers.trim().split('\n');
const PERSONS = ['PLANTED-1', 'PLANTED-2'] as const;
/** Rows of a person: good ones like those of others, with a tenure of their own, and a bad one. */
const rowsFor = (person: string): readonly string[] => {
  const of = (line: string, tenure: string): string => {
    const values = line.split(',');
    return [person, ...values.slice(1, 5), tenure, ...values.slice(6)].join(',');
  };
  return [...LINES.slice(0, 30).map((line, at) => of(line, `${100 + at}`)), of(LINES[40]!, 'long')];
};
const FILE = [HEADER, ...rowsFor(PERSONS[0]), ...LINES, ...rowsFor(PERSONS[1])].join('\n');

let folder: string;
let journey: Journey;
let client: S3Client;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'forget-'));
  const assembly = await copyOfAssembly(folder);
  editTemplate(assembly, 'perennial-churn', withSubject);
  editTemplate(assembly, 'perennial-platform', largeFrom(200_000, 150_000));
  journey = await startJourney(folder, assembly);
  client = new S3Client({ ...journey.connection.settings, forcePathStyle: true });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await journey.stop();
  rmSync(folder, { recursive: true, force: true });
});

const bucket = (name: string): Promise<string> => platformValue(journey.connection, `${name}-bucket`);
const forget = (...words: readonly string[]) =>
  typed('forget', 'churn', ...words, '--endpoint-url', journey.connection.endpoint!);

/** Top folders of all buckets that have a text in any version of any object, or in a key. */
async function whereIs(text: string): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const name of ['landing', 'lake', 'artifact']) {
    const Bucket = await bucket(name);
    const list = new ListObjectVersionsCommand({ Bucket, MaxKeys: 1000 });
    const { Versions = [], IsTruncated } = await client.send(list);
    expect(IsTruncated).toBe(false);
    for (const { Key, VersionId } of Versions) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, VersionId }));
      const bytes = Buffer.from(await Body!.transformToByteArray());
      const content = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
      if (content.includes(text) || Key!.includes(text)) found.add(Key!.split('/')[0]!);
    }
  }
  return [...found].sort();
}

/** Lines of a run's file with a tenure that only the planted have. @param at its place in the line */
async function plantedLines(file: string, at: number): Promise<number> {
  const [version] = await records(journey.connection, 'VERSION#');
  const { runId } = (version!.lineage as { runId: string });
  const { Body } = await client.send(new GetObjectCommand({
    Bucket: await bucket('artifact'), Key: `runs/churn/${runId}/${file}`,
  }));
  return (await Body!.transformToString()).split('\n').filter((line) => Number(line.split(',')[at]) >= 100).length;
}

describe('a person who was everywhere', { shuffle: false }, () => {
  let ids: readonly string[] = [];

  test('leaves rows in every place', async () => {
    await upload(journey.connection, 'x.csv', FILE);
    await upload(journey.connection, 'y.csv', [HEADER, ...rowsFor(PERSONS[0]).slice(0, 9), ''].join('\n'));
    await client.send(new DeleteObjectCommand({ Bucket: await bucket('landing'), Key: 'uploads/churn/data/y.csv' }));
    await journey.pass(120);
    expect(await records(journey.connection, 'ALIAS#champion')).toMatchObject([{ version: 1 }]);
    const platform = await findPlatform(journey.connection);
    const planted = rowsOf([HEADER, ...PERSONS.map((person) => rowsFor(person)[0]!)].join('\n'));
    const url = gatewayOf(platform, 'churn');
    const ask = async (rows: readonly object[]) =>
      PredictionAnswer.parse(await postSigned(journey.connection, url, { rows }, () => 'try again'));
    const [small, large] = [await ask(planted), await ask([...planted, ...rowsOf(customers).slice(0, 4900)])];
    ids = [small.inference_id, large.inference_id].map((id) => `${id}:0`);
    await journey.pass(30);
    const labels = ['inference_id,Churn', ...ids.map((id) => `${id},Yes`), `${small.inference_id}:1,No`, '2024010100-none:0,No'];
    await client.send(new PutObjectCommand({
      Bucket: await bucket('landing'), Key: 'uploads/churn/labels/truth.csv', Body: labels.join('\n'),
    }));
    await journey.pass(30);
    expect(await whereIs(PERSONS[0])).toEqual(['accepted', 'captures', 'oversize', 'uploads', 'work']);
    expect(await whereIs(ids[0]!)).toEqual(['joined', 'labels', 'uploads']);
    expect(await plantedLines('train/train.csv', 4)).toBeGreaterThan(0);
    expect(await plantedLines('holdout/challenger/holdout.csv', 3)).toBeGreaterThan(0);
  });

  test('is counted first, and nothing changes', async () => {
    const { json } = await forget(PERSONS[0], '--dry-run', '--json');
    const { places, versions } = json() as { places: { place: string; rows: number }[]; versions: number[] };
    expect(versions).toEqual([1]);
    expect(places.filter(({ rows }) => rows === 0)).toEqual([]);
    expect(await whereIs(PERSONS[0])).toContain('accepted');
    expect(await forget(PERSONS[0])).toMatchObject({ code: 2 });
  });

  test('is erased by the eraser', async () => {
    const cloud = new CloudFormationClient(journey.connection.settings);
    const { Stacks = [] } = await cloud.send(new DescribeStacksCommand({}));
    const outputs = Stacks.flatMap(({ Outputs = [] }) => Outputs);
    const RoleArn = outputs.find(({ OutputKey }) => OutputKey === 'EraserRole')!.OutputValue!;
    const sts = new STSClient(journey.connection.settings);
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'privacy' }));
    vi.stubEnv('AWS_ACCESS_KEY_ID', Credentials!.AccessKeyId!);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', Credentials!.SecretAccessKey!);
    vi.stubEnv('AWS_SESSION_TOKEN', Credentials!.SessionToken!);
    const { code, json, err } = await forget(PERSONS[0], '--yes', '--json');
    vi.unstubAllEnvs();
    expect([code, err]).toEqual([0, '']);
    expect(json()).toMatchObject({ what: 'erased', versions: [1] });
    await journey.pass(30);
    expect(await whereIs(PERSONS[0])).toEqual([]);
    for (const id of ids) expect(await whereIs(id)).toEqual([]);
    const log = await records(journey.connection, 'ERASURE#');
    expect(log).toMatchObject([{ phase: 'begun', versions: [1] }, { phase: 'ended' }]);
    expect(log[0]!.who).toContain(':assumed-role/');
    expect(JSON.stringify(log)).not.toContain(PERSONS[0]);
  });

  test('is not there a second time', async () => {
    expect((await forget(PERSONS[0], '--yes')).out).toContain('nothing of theirs is there');
    expect(await records(journey.connection, 'ERASURE#')).toHaveLength(2);
  });

  test('leaves others as they were: they can be erased by what was left of the same files', async () => {
    const { connection } = journey;
    expect(await whereIs(PERSONS[1])).toContain('erased');
    const model = await ModelRecords.open(connection);
    const known = {
      state: await model.state('churn'), runs: await model.runs('churn'), versions: await model.versions('churn'),
    };
    const begun = async () => {
      const buckets = bucketsOf(await findPlatform(connection), connection);
      const forgetting = new Forgetting(known, PERSONS[1], buckets);
      return { forgetting, found: await forgetting.look() };
    };
    // Interrupted at every step, begun again after each.
    const { found } = await begun();
    for (const { place } of found.places) {
      const { forgetting } = await begun();
      const interrupted = forgetting.erase((at) => {
        if (at === place) throw new TypeError(`interrupted at ${at}`);
      });
      await expect(interrupted).rejects.toThrow('interrupted');
    }
    expect(await forget(PERSONS[1], '--yes')).toMatchObject({ code: 0 });
    expect(await whereIs(PERSONS[1])).toEqual([]);
    expect(await plantedLines('train/train.csv', 4)).toBe(0);
    expect(await plantedLines('holdout/challenger/holdout.csv', 3)).toBe(0);
    expect(await whereIs(LINES[0]!.split(',')[0]!)).toContain('accepted');
  });

  test('does not come back: the next version is made without', async () => {
    const { code } = await typed('retrain', 'churn', '--reason', 'erasure', '--endpoint-url', journey.connection.endpoint!);
    expect(code).toBe(0);
    await journey.pass(180);
    expect(await records(journey.connection, 'ALIAS#champion')).toMatchObject([{ version: 2 }]);
    expect(await records(journey.connection, 'UPLOAD#')).toHaveLength(4);
  });
});

test('a model whose contract names nobody forgets nobody', async () => {
  const other = await startJourney(mkdtempSync(join(folder, 'other-')), await copyOfAssembly(folder));
  const { code, err } = await typed('forget', 'churn', 'x', '--endpoint-url', other.connection.endpoint!, '--json');
  await other.stop();
  expect(code).toBe(1);
  expect(JSON.parse(err)).toMatchObject({ error: { code: 'Unsuitable' } });
});

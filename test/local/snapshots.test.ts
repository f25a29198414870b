/** The whole cloud can be kept, put back and emptied, and only one cloud has a folder. */
import { CreateQueueCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLocalCloud } from '../../local/index.ts';
import { emptyCloud } from './support/cloud.ts';
import type { TestCloud } from './support/cloud.ts';
import Libsql from 'libsql';
import { mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let cloud: TestCloud;
let sqs: SQSClient;
let s3: S3Client;

beforeAll(async () => {
  cloud = await emptyCloud();
  sqs = new SQSClient(cloud.settings);
  s3 = new S3Client({ ...cloud.settings, forcePathStyle: true });
});
afterAll(() => cloud.stop());

async function control(path: string, body?: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${cloud.settings.endpoint}/_local/${path}`, {
    method: body ? 'POST' : 'GET',
    ...(body && { body: JSON.stringify(body) }),
  });
  return (await response.json()) as Record<string, unknown>;
}

async function queues(): Promise<readonly string[]> {
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  return QueueUrls.map((url) => url.slice(url.lastIndexOf('/') + 1));
}

test('a restored snapshot has the rows, the bodies and the time of its moment', async () => {
  // GIVEN
  await control('reset', {});
  await sqs.send(new CreateQueueCommand({ QueueName: 'kept' }));
  await s3.send(new CreateBucketCommand({ Bucket: 'kept' }));
  await s3.send(new PutObjectCommand({ Bucket: 'kept', Key: 'a', Body: 'first' }));
  await control('snapshots', { name: 'monday' });
  await sqs.send(new CreateQueueCommand({ QueueName: 'later' }));
  await s3.send(new PutObjectCommand({ Bucket: 'kept', Key: 'a', Body: 'second' }));
  await control('clock', { seconds: 3600 });
  // WHEN
  const answer = await control('restore', { name: 'monday' });
  // THEN
  expect(answer).toEqual({ name: 'monday', milliseconds: expect.any(Number) });
  expect(await queues()).toEqual(['kept']);
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'kept', Key: 'a' }));
  expect(await Body!.transformToString()).toBe('first');
  expect((await control('clock')).now).toBe('2020-01-01T00:00:00.000Z');
  expect((await control('snapshots')).snapshots).toContain('monday');
});

test('a reset empties the cloud, and leaves its snapshots', async () => {
  await sqs.send(new CreateQueueCommand({ QueueName: 'gone' }));
  await control('snapshots', { name: 'before' });
  await control('reset', {});
  expect(await queues()).toEqual([]);
  expect((await control('snapshots')).snapshots).toContain('before');
});

test('an unknown snapshot and a name that is none are refused with words', async () => {
  expect(await control('restore', { name: 'never' })).toEqual({
    code: 'NoSnapshot',
    message: expect.stringMatching(/^there is no snapshot 'never', there are: /),
  });
  expect(await control('snapshots', { name: '../up' })).toEqual({
    code: 'SnapshotName',
    message: "name a snapshot in letters, digits and . _ -, got '../up'",
  });
});

test('a moment that is none is refused with words', async () => {
  expect(await control('clock', { to: 'tomorrow' })).toEqual({
    code: 'ClockTarget',
    message: `give 'to' as ISO 8601 or 'seconds' as a number, got {"to":"tomorrow"}`,
  });
});

test('a reset while the clock is moved on ends both', async () => {
  const { timers, world, activity } = cloud.running.cloud;
  timers.set('s3.lifecycle', 'none', world.now() + 60_000);
  const end = activity.begin('something that takes its time');
  const moved = control('clock', { seconds: 120 });
  // An answer to a later request: the earlier one is under way.
  expect((await control('clock')).running).toEqual(['something that takes its time']);
  expect(await control('reset', {})).toEqual({ milliseconds: expect.any(Number) });
  end();
  expect(await moved).toMatchObject({ mode: 'virtual', moments: 0 });
});

test('a question about a decision without who or what is refused with words', async () => {
  expect(await control('explain', { role: 'r' })).toMatchObject({ code: 'Question' });
});

test('a second cloud on the same folder is refused', async () => {
  const { dataDir } = cloud.running.cloud;
  await expect(startLocalCloud({ dataDir })).rejects.toMatchObject({
    code: 'FolderTaken',
    message: `another local cloud keeps its state in '${dataDir}': stop it, or name another folder`,
  });
});

test('a folder that another version wrote is refused, and stays as it is', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'other-format-'));
  await (await startLocalCloud({ dataDir })).stop();
  const store = new Libsql(join(dataDir, 'state.db'));
  store.exec(`UPDATE settings SET value = 'older' WHERE name = 'format'`);
  store.close();
  await expect(startLocalCloud({ dataDir })).rejects.toMatchObject({ code: 'OtherFormat' });
  await expect(startLocalCloud({ dataDir })).rejects.toMatchObject({ code: 'OtherFormat' });
});

test('a snapshot shares large bodies instead of copying them, and outlives their deletion', async () => {
  // GIVEN
  await control('reset', {});
  const Body = 'x'.repeat(1024 * 1024);
  await s3.send(new CreateBucketCommand({ Bucket: 'large' }));
  await s3.send(new PutObjectCommand({ Bucket: 'large', Key: 'a', Body }));
  const root = join(cloud.running.cloud.dataDir, 's3');
  const [file] = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  // WHEN
  await control('snapshots', { name: 'shared' });
  const { nlink } = statSync(join(file!.parentPath, file!.name));
  await s3.send(new DeleteObjectCommand({ Bucket: 'large', Key: 'a' }));
  await control('restore', { name: 'shared' });
  // THEN
  expect(nlink).toBe(2);
  const read = await s3.send(new GetObjectCommand({ Bucket: 'large', Key: 'a' }));
  expect(await read.Body!.transformToString()).toBe(Body);
});

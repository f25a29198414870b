import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CreateStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';

/** A terminal in which `perennial up` runs, in a folder of its own. */
function start(...words: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'up-'));
  const child = spawn(process.execPath, [resolve('bin/perennial.mjs'), 'up', ...words], {
    cwd: folder,
    env: { ...process.env, TMPDIR: folder },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (text: Buffer) => {
    out += text.toString();
  });
  child.stderr.on('data', (text: Buffer) => {
    err += text.toString();
  });
  const ended = new Promise<number | null>((done) => child.on('exit', done));
  const firstLine = new Promise<string>((done) =>
    child.stdout.once('data', (text: Buffer) => done(text.toString())),
  );
  return { folder, child, ended, firstLine, said: () => ({ out, err }) };
}

test('an empty ephemeral cloud says where it is as soon as it answers, and leaves nothing behind', async () => {
  const { folder, child, ended, firstLine } = start('--empty', '--ephemeral', '--port', '0');
  const address = /^ready (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(await firstLine)![1]!;
  expect(await (await fetch(`${address}/_local/health`)).json()).toMatchObject({
    status: 'ok',
    clock: 'real',
  });
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(readdirSync(folder)).toEqual([]);
});

test('a virtual clock starts where it is told', async () => {
  const { child, ended, firstLine } = start(
    '--empty',
    '--ephemeral',
    '--port',
    '0',
    '--virtual-clock',
    '--start',
    '2024-02-29T12:00:00Z',
  );
  const address = (await firstLine).trim().split(' ')[1]!;
  expect(await (await fetch(`${address}/_local/clock`)).json()).toMatchObject({
    mode: 'virtual',
    now: '2024-02-29T12:00:00.000Z',
  });
  child.kill('SIGINT');
  expect(await ended).toBe(0);
});

test('a real clock goes on from where it is told to start, also for callers with the true time', async () => {
  const { child, ended, firstLine } = start(
    '--empty',
    '--ephemeral',
    '--port',
    '0',
    '--start',
    '2024-02-29T12:00:00Z',
  );
  const address = (await firstLine).trim().split(' ')[1]!;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const queues = new SQSClient({ endpoint: address, region: 'us-east-1', credentials });
  const { QueueUrl } = await queues.send(new CreateQueueCommand({ QueueName: 'q' }));
  const { Attributes } = await queues.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['CreatedTimestamp'] }),
  );
  const after = Number(Attributes?.CreatedTimestamp) - Date.parse('2024-02-29T12:00:00Z') / 1000;
  expect(after).toBeGreaterThanOrEqual(0);
  expect(after).toBeLessThan(600);
  child.kill('SIGINT');
  expect(await ended).toBe(0);
});

test('state is kept in the folder that is named', async () => {
  const { folder, child, ended, firstLine } = start('--empty', '--data', 'kept', '--port', '0');
  await firstLine;
  child.kill('SIGTERM');
  await ended;
  expect(existsSync(join(folder, 'kept', 'state.db'))).toBe(true);
});

test('a port that is taken is said so, with what to type', async () => {
  const other = createServer();
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  const { port } = other.address() as AddressInfo;
  const { ended, said } = start('--empty', '--ephemeral', '--port', String(port));
  expect(await ended).toBe(1);
  expect(said().err).toBe(
    `perennial: another program listens on port ${port}\n  next: perennial up --port ${port + 1}\n`,
  );
  other.close();
});

test('the account can be chosen, has twelve digits, and its roles can be taken on trust', async () => {
  const { child, ended, firstLine } = start(
    ...['--empty', '--ephemeral', '--port', '0', '--account', '123456789012', '--roles-on-trust'],
  );
  const endpoint = (await firstLine).trim().split(' ')[1]!;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const sts = new STSClient({ endpoint, region: 'us-east-1', credentials });
  expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: '123456789012',
    Arn: 'arn:aws:iam::123456789012:root',
  });
  const sfn = new SFNClient({ endpoint, region: 'us-east-1', credentials });
  const definition = '{ "StartAt": "A", "States": { "A": { "Type": "Succeed" } } }';
  const roleArn = 'arn:aws:iam::123456789012:role/nobody';
  await sfn.send(new CreateStateMachineCommand({ name: 'm', roleArn, definition }));
  child.kill('SIGTERM');
  await ended;
  const short = start('--empty', '--ephemeral', '--port', '0', '--account', '42');
  expect(await short.ended).toBe(2);
  expect(short.said().err).toBe(
    "perennial: --account has twelve digits, got '42'\n  next: perennial up --help\n",
  );
});

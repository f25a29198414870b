/** Every code that the command line tells, and the exit code with it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startLocalCloud } from '../../local/index.ts';
import type { RunningCloud } from '../../local/index.ts';
import { assembly } from '../support/assembly.ts';
import { deployedCloud } from '../support/deployed-cloud.ts';
import type { DeployedCloud } from '../support/deployed-cloud.ts';
import { type as typed } from '../support/terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'errors-'));
let cloud: DeployedCloud;
let empty: RunningCloud;

beforeAll(async () => {
  cloud = await deployedCloud();
  empty = await startLocalCloud({ dataDir: join(folder, 'empty') });
});
afterAll(async () => {
  await cloud.stop();
  await empty.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Types a command; answers its exit code and the code of its error. */
async function failed(...words: readonly string[]): Promise<readonly [number, string]> {
  const { code, err } = await typed(...words, '--json');
  return [code, (JSON.parse(err) as { error: { code: string } }).error.code];
}

const here = () => ['--endpoint-url', cloud.endpoint];

test('NoPlatform: nothing is deployed there', async () => {
  expect(await failed('models', '--endpoint-url', empty.cloud.endpoint)).toEqual([1, 'NoPlatform']);
});

test('NotFound: there is no such model', async () => {
  expect(await failed('runs', 'fares', ...here())).toEqual([1, 'NotFound']);
});

test('Refused: the other side says no', async () => {
  expect(await failed('rollback', 'churn', '--reason', 'x', ...here())).toEqual([1, 'Refused']);
});

test('NoFile: there is no such file', async () => {
  expect(await failed('upload', 'churn', join(folder, 'none.csv'), ...here())).toEqual([
    1,
    'NoFile',
  ]);
});

test('TooSlow: the receipt does not come in time', async () => {
  const file = join(folder, 'rows.csv');
  writeFileSync(file, 'a\n1\n');
  const words = ['upload', 'churn', file, '--timeout', '0', ...here()];
  expect(await failed(...words)).toEqual([1, 'TooSlow']);
});

/** What `perennial up` came to in a process of its own, with its state in a folder that it makes. */
async function up(words: readonly string[], interrupt = false): Promise<readonly [number, string]> {
  const home = mkdtempSync(join(folder, 'up-'));
  const child = spawn(process.execPath, [resolve('bin/perennial.mjs'), 'up', ...words, '--json'], {
    cwd: home,
    env: { ...process.env, TMPDIR: home },
  });
  let err = '';
  child.stderr.on('data', (text: Buffer) => (err += text.toString()));
  const closed = once(child, 'close') as Promise<[number]>;
  if (interrupt) {
    const begun = () =>
      readdirSync(home, { recursive: true, encoding: 'utf8' }).some((name) =>
        name.endsWith('state.db'),
      );
    await vi.waitFor(() => expect(begun()).toBe(true), { timeout: 60_000, interval: 20 });
    child.kill('SIGINT');
  }
  const [code] = await closed;
  const line = err.trim().split('\n').at(-1)!;
  return [code, (JSON.parse(line) as { error: { code: string } }).error.code];
}

test('PortTaken: another program listens there', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect(await up(['--empty', '--ephemeral', '--port', String(port)])).toEqual([1, 'PortTaken']);
  server.close();
});

test('FolderTaken: another cloud has the folder', async () => {
  expect(await up(['--empty', '--port', '0', '--data', join(folder, 'empty')])).toEqual([
    1,
    'FolderTaken',
  ]);
});

test('ProgramFailed: the app does not synthesize', async () => {
  const home = join(folder, 'broken');
  mkdirSync(join(home, 'dist'), { recursive: true });
  writeFileSync(join(home, 'cdk.json'), '{"context":{}}');
  writeFileSync(join(home, 'dist', 'app.mjs'), "console.error('no target'); process.exit(1);");
  const { synthesize } = await import('../../cli/local-cloud.ts');
  await expect(synthesize(home)).rejects.toMatchObject({
    code: 'ProgramFailed',
    message: 'the app does not synthesize:\nno target',
  });
  const stack =
    "class MyError extends Error {}; MyError.prototype.name = 'MyError'; throw new MyError('correct it:\\n  task');";
  writeFileSync(join(home, 'dist', 'app.mjs'), stack);
  await expect(synthesize(home)).rejects.toMatchObject({
    message: 'the app does not synthesize:\ncorrect it:\n  task',
  });
});

test('Interrupted: Ctrl-C comes while the app is deployed', async () => {
  const copy = resolve(await assembly());
  expect(await up([copy, '--ephemeral', '--port', '0'], true)).toEqual([1, 'Interrupted']);
});

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { aFunction, lambdaCloud, run } from './support.ts';
import type { LambdaCloud } from './support.ts';

let cloud: LambdaCloud;
beforeAll(async () => {
  cloud = await lambdaCloud();
});
afterAll(() => cloud.stop());

test('a function that is asked all the time stays warm while many others run once', async () => {
  const counts = 'globalThis.asked = (globalThis.asked ?? 0) + 1; return globalThis.asked;';
  await aFunction(cloud, 'daily', counts);
  for (let day = 1; day <= 40; day++) expect((await run(cloud, 'daily')).value).toBe(day);
  for (let n = 0; n < 12; n++) {
    await aFunction(cloud, `rare-${n}`, counts);
    expect((await run(cloud, `rare-${n}`)).value).toBe(1);
  }
  expect((await run(cloud, 'daily')).value).toBe(41);
});

test('a function starts ahead when the one starts that it followed the last time', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'perennial-ahead-'));
  const started = join(folder, 'started');
  await aFunction(cloud, 'first', 'return 1;');
  await aFunction(cloud, 'second', `return 2; }; require('fs').writeFileSync('${started}', ''); {`);
  for (const name of ['first', 'second']) await run(cloud, name);
  rmSync(started);
  for (const FunctionName of ['first', 'second'])
    await cloud.lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName, Description: 'anew' }),
    );
  expect(existsSync(started)).toBe(false);
  await run(cloud, 'first');
  await vi.waitFor(() => expect(existsSync(started)).toBe(true), 10_000);
  expect((await run(cloud, 'second')).value).toBe(2);
  rmSync(folder, { recursive: true });
});

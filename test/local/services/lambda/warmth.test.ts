import { afterAll, beforeAll, expect, test } from 'vitest';
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

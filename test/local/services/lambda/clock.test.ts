import { afterAll, beforeAll, expect, test } from 'vitest';
import { aFunction, lambdaCloud, run } from './support.ts';
import type { LambdaCloud } from './support.ts';

const START = '2024-02-29T12:00:00.000Z';

let cloud: LambdaCloud;

beforeAll(async () => {
  cloud = await lambdaCloud({ clock: 'real', startTime: START });
});

afterAll(() => cloud.stop());

test('a function sees the time of a real clock that was started at another time, and sees it go on', async () => {
  await aFunction(
    cloud,
    'clock',
    `const begin = Date.now();
     await new Promise((done) => setTimeout(done, 5));
     return [begin, Date.now() - begin];`,
  );
  const [begin, passed] = (await run(cloud, 'clock')).value as [number, number];
  expect(begin - Date.parse(START)).toBeGreaterThan(0);
  expect(begin - Date.parse(START)).toBeLessThan(600_000);
  expect(passed).toBeGreaterThanOrEqual(4);
  expect(passed).toBeLessThan(60_000);
});

/** A virtual clock stands still while anything runs, and whoever moves it may go on meanwhile. */
import { CreateScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aRole } from './services/events/support.ts';
import { aFunction, lambdaCloud } from './services/lambda/support.ts';
import type { LambdaCloud } from './services/lambda/support.ts';

let cloud: LambdaCloud;

beforeAll(async () => {
  cloud = await lambdaCloud();
});
afterAll(() => cloud.stop());

interface Clock {
  readonly now: string;
  readonly moments?: number;
  readonly running?: readonly string[];
}

async function clock(body?: object): Promise<Clock> {
  const url = `${cloud.settings.endpoint}/_local/clock`;
  const move = body && { method: 'POST', body: JSON.stringify(body) };
  return (await (await fetch(url, move)).json()) as Clock;
}

test('a clock that need not settle answers while what is due at that moment still runs, and never goes back', async () => {
  const { FunctionArn: Arn } = await aFunction(
    cloud,
    'slow',
    'await new Promise((done) => setTimeout(done, 700));',
  );
  const RoleArn = await aRole(cloud, 'scheduler', {
    service: 'scheduler.amazonaws.com',
    actions: ['lambda:InvokeFunction'],
  });
  const begin = Date.parse((await clock()).now);
  const at = (hours: number) => new Date(begin + hours * 3_600_000).toISOString().slice(0, 19);
  const scheduler = new SchedulerClient(cloud.settings);
  for (const [Name, hours] of [['first', 1] as const, ['second', 2] as const]) {
    const ScheduleExpression = `at(${at(hours)})`;
    const FlexibleTimeWindow = { Mode: 'OFF' } as const;
    const Target = { Arn, RoleArn };
    await scheduler.send(
      new CreateScheduleCommand({ Name, ScheduleExpression, FlexibleTimeWindow, Target }),
    );
  }

  const reached = await clock({ to: `${at(2)}Z`, settle: false });
  expect(Date.parse(reached.now)).toBe(Date.parse(`${at(2)}Z`));
  const { running } = await clock();
  expect(running?.filter((what) => what.includes('slow'))).toHaveLength(1);

  const settled = await clock({ to: `${at(1)}Z` });
  expect(settled.now).toBe(reached.now);
  expect((await clock()).running).toEqual([]);
});

import { describe, expect, test } from 'vitest';
import { Platform } from './support/platform.ts';
import { asCsv, asLabels, asRequest, rides, ridesDefinition } from './support/rides.ts';
import type { CheckFindings } from '../../domain/monitoring/check.ts';
import type { Ride } from './support/rides.ts';

/** A platform with a model that was trained on forty days and serves since. */
async function served(): Promise<Platform> {
  const platform = new Platform('2019-02-10T00:00:00Z');
  platform.define(ridesDefinition());
  await platform.upload('uploads/rides/data/january.csv', asCsv(rides('2019-01-01', 40)));
  return platform;
}

/** One day: traffic in the morning, yesterday's truth at noon, the check in the evening. */
async function live(
  platform: Platform, day: string, options: Parameters<typeof rides>[2], yesterday: { file: string } | null,
): Promise<{ file: string }> {
  const today: readonly Ride[] = rides(day, 1, options);
  platform.clock.goTo(`${day}T08:00:00Z`);
  const { body } = await platform.ask('rides', asRequest(today));
  platform.clock.goTo(`${day}T12:00:00Z`);
  if (yesterday !== null) await platform.upload(`uploads/rides/labels/${day}.csv`, yesterday.file);
  platform.clock.goTo(`${day}T20:00:00Z`);
  await platform.check('rides');
  return { file: asLabels(today, body.inference_id) };
}

function dayAfter(first: string, days: number): string {
  return new Date(Date.parse(first) + days * 86_400_000).toISOString().slice(0, 10);
}

describe('the loop', () => {
  test('trains when its rows are there, and serves what it trained', async () => {
    const platform = await served();
    expect(platform.bus.of('Run Ended')).toMatchObject([{ outcome: 'promoted', version: 1 }]);
    const { body } = await platform.ask('rides', asRequest(rides('2019-02-10', 1)));
    expect(body).toMatchObject({ model: 'rides', version: 1, inference_id: expect.stringMatching(/^2019021000-/) });
    expect(body.predictions).toHaveLength(60);
  });

  test('waits for its rows before the first training', async () => {
    const platform = new Platform('2019-02-10T00:00:00Z');
    platform.define(ridesDefinition());
    await platform.upload('uploads/rides/data/a.csv', asCsv(rides('2019-01-01', 10)));
    expect(platform.executions.started).toEqual([]);
    await platform.upload('uploads/rides/data/b.csv', asCsv(rides('2019-01-11', 10)));
    expect(platform.executions.started).toHaveLength(1);
  });

  test('a change of the target alone: bad quality, a refused challenger, a cooldown, a promoted one', async () => {
    const platform = await served();
    let yesterday: { file: string } | null = null;
    for (let index = 0; index < 26; index += 1) {
      const surcharge = index >= 9 ? 6 : 0;
      yesterday = await live(platform, dayAfter('2019-02-10', index), { perDay: 60, surcharge }, yesterday);
    }
    const ended = platform.bus.of('Run Ended').map(({ outcome }) => outcome);
    expect(ended).toEqual(['promoted', 'refused', 'promoted']);
    const [unhealthy] = platform.bus.of('Model Unhealthy');
    expect(unhealthy).toMatchObject({ kind: 'quality', changedAt: '2019-02-19T00:00:00.000Z', features: [] });
    const decisions = platform.bus.of('Retraining Decided');
    expect(decisions.map(({ decision, because }) => [decision, because])).toEqual([
      ['fired', 'first'], ['fired', 'quality'], ['fired', 'quality'],
    ]);
    expect(platform.bus.of('Version Promoted').at(-1)).toMatchObject({ version: 3, previous: 1 });
    expect([...platform.endpoints.plans.values()]).toMatchObject([
      { endpointName: 'rides-b', configName: `rides-${decisions[2]!.runId}` },
    ]);
  });

  test('errors are thought of before truths come, and no longer once truths come differently', async () => {
    const platform = await served();
    let yesterday: { file: string } | null = null;
    const estimates = [];
    for (let index = 0; index < 14; index += 1) {
      const surcharge = index >= 9 ? 6 : 0;
      yesterday = await live(platform, dayAfter('2019-02-10', index), { perDay: 60, surcharge }, yesterday);
      const [newest] = (await platform.artifacts.list('reports/rides/')).slice(-1);
      const report = JSON.parse(new TextDecoder().decode((await platform.artifacts.find(newest!))!));
      estimates.push((report as CheckFindings).estimate!);
    }
    expect(estimates.at(0)).toMatchObject({ verdict: 'not-enough-data', check: null });
    expect(estimates.at(8)).toMatchObject({ verdict: 'as-before' });
    expect(Math.abs(estimates.at(8)!.check!.off)).toBeLessThan(0.2);
    expect(estimates.at(-1)).toMatchObject({ verdict: 'cannot-tell', reason: expect.stringContaining('truths come differently') });
    const told = platform.meter.records.flatMap(({ values }) => values.EstimatedErrorRatio ?? []);
    expect(told.length).toBeGreaterThan(0);
  });

  test('a change of the inputs: drift is seen once a whole window was seen, with its feature', async () => {
    const platform = await served();
    for (let index = 0; index < 14; index += 1) {
      const zones = index >= 10 ? ['C', 'C', 'C', 'B', 'D'] : ['A', 'B', 'C'];
      await live(platform, dayAfter('2019-02-10', index), { perDay: 60, zones }, null);
    }
    const unhealthy = platform.bus.of('Model Unhealthy');
    expect(unhealthy[0]).toMatchObject({ kind: 'drift', features: expect.arrayContaining(['zone']) });
    expect(unhealthy[0]?.changedAt).toBe('2019-02-20T00:00:00.000Z');
    const drifts = platform.meter.records.filter(({ values }) => 'Checked' in values).map(({ values }) => values.DriftScore);
    expect(drifts.slice(0, 7)).toEqual(new Array(7).fill(undefined));
  });

  test('a day costs few calls, and reads each object of captures once', async () => {
    const platform = await served();
    let yesterday: { file: string } | null = null;
    for (let index = 0; index < 9; index += 1) {
      yesterday = await live(platform, dayAfter('2019-02-10', index), {}, yesterday);
    }
    const before = [platform.registry.calls, platform.lake.reads, platform.artifacts.reads];
    await live(platform, '2019-02-19', {}, yesterday);
    const [calls, lake, artifacts] = [platform.registry.calls, platform.lake.reads, platform.artifacts.reads]
      .map((count, index) => count - before[index]!);
    expect(calls).toBeLessThanOrEqual(14);
    expect(lake).toBeLessThanOrEqual(4);
    expect(artifacts).toBeLessThanOrEqual(2);
  });
});

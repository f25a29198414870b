import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { taxiFare } from '../../pipelines/taxi-fare/pipeline.ts';
import { Platform } from './support/platform.ts';

const data = join(import.meta.dirname, '../../pipelines/taxi-fare/data');
const files = readdirSync(data).filter((name) => name.endsWith('.csv.gz')).sort();
const FEATURES = [
  'pickup_datetime', 'trip_distance', 'pickup_location_id', 'dropoff_location_id', 'passenger_count', 'rate_code_id',
];

type Trip = Readonly<Record<string, string>>;

/** Trips of some months by day. */
function tripsByDay(names: readonly string[]): Map<string, Trip[]> {
  const days = new Map<string, Trip[]>();
  for (const name of names) {
    const [header = [], ...rows] = gunzipSync(readFileSync(join(data, name))).toString('utf8').trim().split('\n')
      .map((line) => line.split(','));
    for (const row of rows) {
      const trip = Object.fromEntries(header.map((column, index) => [column, row[index]!]));
      const day = trip.pickup_datetime!.slice(0, 10);
      days.set(day, [...(days.get(day) ?? []), trip]);
    }
  }
  return days;
}

describe('five months of taxi traffic', () => {
  test('are quiet until the surcharge, which is seen, waited out and learnt', async () => {
    const platform = new Platform('2018-10-01T00:00:00Z');
    platform.define(taxiFare);
    for (const name of files.slice(0, 9)) {
      await platform.upload(`uploads/taxi-fare/data/${name}`, readFileSync(join(data, name)));
    }
    const days = [...tripsByDay(files.slice(9, 14))].filter(([day]) => day >= '2018-10-01' && day <= '2019-02-18').sort();
    let labels: string | undefined;
    for (const [day, trips] of days) {
      platform.clock.goTo(`${day}T08:00:00Z`);
      const asked = trips.map((trip) => Object.fromEntries(FEATURES.map((name) => [name, trip[name] === '' ? null : trip[name]])));
      const { body } = await platform.ask('taxi-fare', asked);
      platform.clock.goTo(`${day}T12:00:00Z`);
      if (labels !== undefined) await platform.upload(`uploads/taxi-fare/labels/${day}.csv`, labels);
      labels = ['inference_id,total_amount,tip_amount', ...trips.map((trip, index) =>
        `${body.inference_id}:${index},${trip.total_amount},${trip.tip_amount}`), ''].join('\n');
      platform.clock.goTo(`${day}T20:00:00Z`);
      await platform.check('taxi-fare');
    }
    const unhealthy = platform.bus.of('Model Unhealthy');
    expect(unhealthy[0]).toMatchObject({ kind: 'quality', changedAt: expect.stringMatching(/^2019-02-0[12]/), features: [] });
    expect(new Set(unhealthy.map(({ kind }) => kind))).toEqual(new Set(['quality']));
    expect(platform.bus.of('Run Ended').map(({ outcome, runId }) => [outcome, runId.slice(0, 8)])).toEqual([
      ['promoted', '20181001'], ['refused', '20190208'], ['promoted', '20190217'],
    ]);
    expect(platform.bus.of('Version Promoted').at(-1)?.reason).toMatch(/^mae 1\.\d+ against 2\.\d+ on 1\d\d\d rows: (2|3)\d\.\d % better/);
  });
});

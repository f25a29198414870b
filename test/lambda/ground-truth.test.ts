import { beforeEach, describe, expect, test } from 'vitest';
import { admit } from '../../lambda/admit-upload/handler.ts';
import { checkOne } from '../../lambda/check-model/handler.ts';
import { join } from '../../lambda/join-ground-truth/handler.ts';
import { Platform } from './support/platform.ts';
import { asCsv, asLabels, asRequest, rides, ridesDefinition } from './support/rides.ts';

const TODAY = rides('2019-02-10', 1);

let platform: Platform;
let labels: string;
beforeEach(async () => {
  platform = new Platform('2019-02-10T00:00:00Z');
  platform.define(ridesDefinition());
  await platform.upload('uploads/rides/data/january.csv', asCsv(rides('2019-01-01', 40)));
  platform.clock.goTo('2019-02-10T08:00:00Z');
  const { body } = await platform.ask('rides', asRequest(TODAY));
  labels = asLabels(TODAY, body.inference_id);
  platform.clock.goTo('2019-02-11T08:00:00Z');
});

const errors = () => platform.registry.records.get('rides ERRORS#000001#2019-02-10');
async function admitted(file: string, body = labels) {
  platform.landing.put(`uploads/rides/labels/${file}`, body);
  const at = platform.bus.events.length;
  await admit({
    id: 'e', time: 't', source: 'aws.s3', 'detail-type': 'Object Created',
    detail: { bucket: { name: 'landing' }, object: { key: `uploads/rides/labels/${file}`, 'version-id': file } },
  }, platform);
  const event = platform.bus.events[at]!;
  if (event.type !== 'Labels Admitted') throw new TypeError(`${event.type}: ${JSON.stringify(event.detail)}`);
  return { id: 'e', time: 't', 'detail-type': event.type, detail: event.detail };
}

describe('ground truth', () => {
  test('is joined, summed up by day, and put through the door as rows', async () => {
    const event = await admitted('a.csv');
    const { uploadId } = event.detail;
    expect(await join(event, platform)).toEqual({ uploadId, joinedRows: 60, unknown: 0, twice: 0, late: 0 });
    expect(errors()).toMatchObject({ day: '2019-02-10', rows: 60 });
    expect(platform.lake.text(`joined/rides/2019/02/10/${uploadId}.jsonl`).trim().split('\n')).toHaveLength(60);
    expect(platform.landing.json(`receipts/rides/joined/${uploadId}.json`)).toMatchObject({ joinedRows: 60 });
    const rows = platform.landing.text(`uploads/rides/data/joined-${uploadId}.csv`);
    expect(rows.split('\n')[0]).toBe('at,until,miles,zone,riders,total,tip');
  });

  test('delivered twice is joined once', async () => {
    const event = await admitted('a.csv');
    const once = await join(event, platform);
    expect(await join(event, platform)).toEqual(once);
    expect(errors()).toMatchObject({ rows: 60 });
  });

  test('that died half-way is joined once all the same', async () => {
    const event = await admitted('a.csv');
    platform.registry.beforeWrite = () => {
      throw new TypeError('the registry is down');
    };
    await expect(join(event, platform)).rejects.toThrow('the registry is down');
    await join(event, platform);
    expect(errors()).toMatchObject({ rows: 60 });
  });

  test('in a second file counts for nothing but its receipt', async () => {
    await join(await admitted('a.csv'), platform);
    const again = await join(await admitted('b.csv', `${labels}\n`), platform);
    expect(again).toMatchObject({ joinedRows: 0, twice: 60 });
    expect(errors()).toMatchObject({ rows: 60 });
    expect([...platform.landing.objects.keys()].filter((key) => key.includes('joined-'))).toHaveLength(1);
  });

  test('of ids that were never captured is counted', async () => {
    const file = labels.replaceAll('2019021008', '2019021009');
    expect(await join(await admitted('a.csv', file), platform)).toMatchObject({ joinedRows: 0, unknown: 60 });
    expect(errors()).toBeUndefined();
  });

  test('that comes after the time for it is joined, and counted as late', async () => {
    platform.clock.goTo('2019-02-20T08:00:00Z');
    expect(await join(await admitted('a.csv'), platform)).toMatchObject({ joinedRows: 60, late: 60 });
  });

  test('ids that are not ours are turned away at the door, above 5 % with the file', async () => {
    await expect(admitted('a.csv', labels.replaceAll(/2019021008-request-\d+/g, 'mine'))).rejects.toThrow('BadRows');
  });
});

describe('a check', () => {
  const call = { model: 'rides', id: 's', time: 't' };

  test('before anything is deployed only says that it lives', async () => {
    const empty = new Platform('2019-02-10T00:00:00Z');
    empty.define(ridesDefinition());
    expect(await checkOne(call, empty)).toMatchObject({ version: null, reason: 'nothing is deployed' });
    expect(empty.meter.records).toEqual([{ model: 'rides', values: { Checked: 1, RowsChecked: 0, NotEnoughData: 0 } }]);
  });

  test('that runs twice counts nothing twice', async () => {
    await join(await admitted('a.csv'), platform);
    const once = await checkOne(call, platform);
    const summary = platform.lake.text('summaries/rides/captures.json');
    expect(await checkOne(call, platform)).toEqual(once);
    expect(platform.lake.text('summaries/rides/captures.json')).toBe(summary);
    expect(once).toMatchObject({ version: 1, drift: 'not-enough-data', rows: 60 });
  });

  test('leaves a report, a health record and metrics that are finite', async () => {
    await join(await admitted('a.csv'), platform);
    const { reportKey } = await checkOne(call, platform);
    expect(platform.artifacts.json(reportKey!)).toMatchObject({ model: 'rides', version: 1, quality: { verdict: 'not-enough-data' } });
    expect(platform.registry.records.get('rides HEALTH')).toMatchObject({ version: 1, unhealthySince: null });
    expect(platform.meter.records.at(-1)?.values).toEqual({ Checked: 1, RowsChecked: 60, NotEnoughData: 0 });
  });

  test('tells a lack of data once the version is old enough to have some', async () => {
    platform.clock.goTo('2019-02-20T08:00:00Z');
    await checkOne(call, platform);
    expect(platform.meter.records.at(-1)?.values).toEqual({ Checked: 1, RowsChecked: 0, NotEnoughData: 1 });
  });

  test('finds captures that were written late', async () => {
    await checkOne(call, platform);
    const [key] = [...platform.lake.objects.keys()].filter((each) => each.startsWith('captures/'));
    const late = platform.lake.text(key!).replaceAll('request-1', 'late');
    platform.lake.put(key!.replace(/[^/]*$/, '000.jsonl'), late);
    expect((await checkOne(call, platform)).rows).toBe(120);
  });
});

import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { readParquetRows } from '../../domain/parquet/read-rows.ts';
import { admit } from '../../lambda/admit-upload/handler.ts';
import { Platform } from './support/platform.ts';
import { asCsv, rides, ridesDefinition } from './support/rides.ts';
import type { Receipt } from '../../domain/contract/receipt.ts';

const GOOD = asCsv(rides('2019-01-01', 1));
const KEY = 'uploads/rides/data/january.csv';

let platform: Platform;
beforeEach(() => {
  platform = new Platform('2019-02-10T00:00:00Z');
  platform.define(ridesDefinition());
});

function event(key: string, version = 'v1') {
  return {
    id: 'e', time: '2019-02-10T00:00:00Z', source: 'aws.s3', 'detail-type': 'Object Created' as const,
    detail: { bucket: { name: 'landing' }, object: { key, 'version-id': version } },
  };
}

function receipt(file = 'data/january.csv'): Receipt {
  return platform.landing.json(`receipts/rides/${file}.json`) as Receipt;
}

/** The rows of a plain CSV as JSON Lines. */
function asJsonLines(csv: string): string {
  const [header = [], ...rows] = csv.trim().split('\n').map((line) => line.split(','));
  return rows.map((row) => JSON.stringify(Object.fromEntries(header.map((name, index) => [name, row[index]])))).join('\n');
}

describe('a good file', () => {
  test('goes into the lake in canonical form, with records, receipt and event', async () => {
    const { status, uploadId } = await platform.upload(KEY, GOOD);
    expect(status).toBe('accepted');
    const accepted = platform.lake.objects.get(`accepted/rides/day=2019-02-10/${uploadId}.parquet`)!;
    const [first] = readParquetRows(accepted, ['at', 'miles', 'zone', 'riders', 'total', 'tip']);
    expect(first).toEqual(GOOD.split('\n')[1]!.split(','));
    expect(platform.lake.json(`profiles/rides/${uploadId}.json`)).toMatchObject({ rows: 60 });
    expect(receipt().columns.map(({ name, missing }) => [name, missing])).toContainEqual(['miles', 0]);
    expect(receipt()).toMatchObject({ status: 'accepted', code: 'Accepted', rows: { read: 60, accepted: 60, refused: 0 } });
    const { hash } = platform.registry.records.get('rides DEFINITION') as { hash: string };
    expect(receipt().contract).toBe(hash);
    expect(platform.registry.records.get('rides COUNTERS')).toEqual({ acceptedRows: 60, uploads: 1 });
    expect(platform.bus.of('Data Admitted')).toEqual([
      { model: 'rides', uploadId, acceptedRows: 60, refusedRows: 0, totalRows: 60 },
    ]);
  });

  test.each([
    ['gzip, whatever it is called', gzipSync(GOOD)],
    ['a byte order mark', `\ufeff${GOOD}`],
    ['semicolons', GOOD.replaceAll(',', ';')],
    ['tabs', GOOD.replaceAll(',', '\t')],
    ['Windows line ends', GOOD.replaceAll('\n', '\r\n')],
    ['columns in another order', GOOD.split('\n').map((line) => line.split(',').reverse().join(',')).join('\n')],
    ['columns that nobody asked for', GOOD.split('\n').map((line) => (line === '' ? '' : `${line},x`)).join('\n')],
    ['objects of JSON in its lines', asJsonLines(GOOD)],
  ])('may have %s', async (_name, body) => {
    expect(await platform.upload(KEY, body)).toMatchObject({ status: 'accepted', acceptedRows: 60 });
  });

  test('may be Parquet, read by range, and is known again under another name', async () => {
    const { uploadId } = await platform.upload(KEY, GOOD);
    const lake = platform.lake.objects.get(`accepted/rides/day=2019-02-10/${uploadId}.parquet`)!;
    const other = new Platform('2019-02-10T00:00:00Z');
    other.define(ridesDefinition());
    const again = await other.upload('uploads/rides/data/rows.parquet', lake);
    expect(again).toMatchObject({ status: 'accepted', acceptedRows: 60 });
    expect(other.lake.objects.get(`accepted/rides/day=2019-02-10/${again.uploadId}.parquet`)).toEqual(lake);
    expect(await other.upload('uploads/rides/data/copy.parquet', lake)).toMatchObject({ status: 'refused' });
    expect(other.landing.json('receipts/rides/data/copy.parquet.json')).toMatchObject({ code: 'SameContent' });
  });

  test('may have odd characters in its name, and an event that encoded them', async () => {
    const key = 'uploads/rides/data/März 2019 (1+2).csv';
    platform.landing.put(key, GOOD);
    const encoded = encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+');
    expect(await admit(event(encoded), platform)).toMatchObject({ status: 'accepted' });
    expect(await platform.upload('uploads/rides/data/a b+c.csv', asCsv(rides('2019-01-02', 1)))).toMatchObject({ status: 'accepted' });
  });

  test('leaves its bad rows in quarantine, with line, column, value and rule', async () => {
    const { uploadId } = await platform.upload(KEY, GOOD.replace(/^(2019-01-01 00:00:00),[^,]*/m, '$1,"1,234"'));
    const line = JSON.parse(platform.lake.text(`quarantine/rides/${uploadId}.jsonl`)) as object;
    expect(line).toMatchObject({ line: 2, column: 'miles', value: '1,234', rule: 'thousands-separator' });
    expect(receipt()).toMatchObject({ status: 'accepted', rows: { refused: 1 }, quarantineKey: `quarantine/rides/${uploadId}.jsonl` });
  });
});

describe('a bad file', () => {
  const [header, ...rows] = GOOD.trim().split('\n');
  const broken = (share: number): string => [header, ...rows.map((row, index) =>
    (index < rows.length * share ? row.replace(/,[^,]*/, ',NaN') : row))].join('\n');

  test.each([
    ['no bytes', '', 'Empty'],
    ['a header alone', `${header}\n`, 'HeaderOnly'],
    ['10 % bad rows against 5 %', broken(0.1), 'BadRows'],
    ['a missing column', GOOD.replaceAll(/,[^,\n]*$/gm, ''), 'WrongHeader'],
    ['a column twice', GOOD.replace('riders', 'zone'), 'WrongHeader'],
    ['bytes that are no text', new Uint8Array([0x61, 0x2c, 0x62, 0xff, 0xfe, 0x00]), 'NotUtf8'],
    ['bytes that only begin like Parquet', new Uint8Array([0x50, 0x41, 0x52, 0x31, 0xff, 0xfe, 0x00]), 'BrokenParquet'],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), 'NotUtf8'],
    ['gzip that was cut off', gzipSync(GOOD).subarray(0, 100), 'BrokenGzip'],
    ['a quote that is never closed', `${header}\n"2019`, 'QuoteNotClosed'],
  ])('with %s is refused, with a receipt and an event', async (_name, body, code) => {
    expect(await platform.upload(KEY, body)).toMatchObject({ status: 'refused', acceptedRows: 0 });
    expect(receipt()).toMatchObject({ status: 'refused', code });
    expect(platform.bus.of('Upload Refused')).toMatchObject([{ model: 'rides', kind: 'data', key: KEY, code }]);
    expect(platform.registry.records.get('rides COUNTERS')).toBeUndefined();
    expect([...platform.lake.objects.keys()].filter((key) => key.startsWith('accepted/'))).toEqual([]);
  });

  test('that is larger than allowed is refused before it is read to its end', async () => {
    const definition = ridesDefinition();
    platform.define({ ...definition, contract: {
      ...definition.contract, limits: { ...definition.contract.limits, bytes: 1000 },
    } });
    await platform.upload(KEY, GOOD);
    expect(receipt()).toMatchObject({ code: 'TooLarge' });
  });

  test.each(['uploads/rides/data/../../secret.csv', 'uploads/rides/data//x.csv', 'uploads/rides/other/x.csv'])(
    'at %s is refused by its key', async (key) => {
      expect(await admit(event(key), platform)).toMatchObject({ status: 'refused' });
      expect(platform.bus.of('Upload Refused')).toMatchObject([{ code: 'OddKey' }]);
      expect(platform.landing.writes).toBe(0);
    },
  );

  test('for a model that nobody defined gets a receipt, and leaves no trace in the registry', async () => {
    const before = platform.registry.records.size;
    await platform.upload('uploads/ghost/data/x.csv', GOOD);
    expect(platform.landing.json('receipts/ghost/data/x.csv.json')).toMatchObject({ code: 'UnknownModel' });
    expect(platform.registry.records.size).toBe(before);
  });
});

describe('twice', () => {
  test('the same event admits once, and says again what it said', async () => {
    platform.landing.put(KEY, GOOD);
    const [once, again] = [await admit(event(KEY), platform), await admit(event(KEY), platform)];
    expect([once.status, again.status]).toEqual(['accepted', 'repeated']);
    expect(platform.registry.records.get('rides COUNTERS')).toMatchObject({ acceptedRows: 60 });
    expect(platform.bus.of('Data Admitted')).toHaveLength(2);
    expect(platform.bus.of('Data Admitted')[1]).toEqual(platform.bus.of('Data Admitted')[0]);
  });

  test('the same event at the same time admits once', async () => {
    platform.landing.put(KEY, GOOD);
    await Promise.all([admit(event(KEY), platform), admit(event(KEY), platform)]);
    expect(platform.registry.records.get('rides COUNTERS')).toMatchObject({ acceptedRows: 60, uploads: 1 });
  });

  test('the same content under another name is refused, packed or not', async () => {
    await platform.upload(KEY, GOOD);
    await platform.upload('uploads/rides/data/copy.csv.gz', gzipSync(GOOD));
    expect(receipt('data/copy.csv.gz')).toMatchObject({ code: 'SameContent', reason: expect.stringContaining(KEY) });
    expect(platform.registry.records.get('rides COUNTERS')).toMatchObject({ acceptedRows: 60 });
  });

  test('the same content under two names at the same time is in the lake once', async () => {
    const other = 'uploads/rides/data/copy.csv';
    platform.landing.put(KEY, GOOD);
    platform.landing.put(other, GOOD);
    const answers = await Promise.all([admit(event(KEY), platform), admit(event(other), platform)]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['accepted', 'refused']);
    const left = [...platform.lake.objects.keys()].filter((key) => /^(accepted|profiles)/.test(key));
    expect(left.sort()).toEqual([
      expect.stringMatching(/^accepted\/rides\/day=2019-02-10\//), expect.stringMatching(/^profiles/),
    ]);
  });

  test('a new version of an object is another upload', async () => {
    await platform.upload(KEY, GOOD);
    expect(await platform.upload(KEY, asCsv(rides('2019-01-02', 1)))).toMatchObject({ status: 'accepted' });
  });

  test('an object that is gone when its event comes is no error', async () => {
    expect(await admit(event('uploads/rides/data/gone.csv'), platform)).toMatchObject({ status: 'ignored' });
  });
});

describe('labels', () => {
  test('are judged by their own contract, and are no rows to train on', async () => {
    platform.landing.put('uploads/rides/labels/a.csv', 'inference_id,total,tip\n2019020110-x:0,10,1\n');
    expect(await admit(event('uploads/rides/labels/a.csv'), platform)).toMatchObject({ status: 'accepted', acceptedRows: 1 });
    expect(platform.bus.of('Labels Admitted')).toMatchObject([{ model: 'rides', key: expect.stringMatching(/^labels\/rides\//) }]);
    expect(platform.registry.records.get('rides COUNTERS')).toBeUndefined();
  });
});

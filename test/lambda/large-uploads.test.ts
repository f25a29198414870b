import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Receipt } from '../../domain/contract/receipt.ts';
import type { LargeUpload } from '../../domain/contract/pieces/upload-plan.ts';
import { defineModel } from '../../domain/definition/define-model.ts';
import type { ModelDefinition } from '../../domain/definition/model-definition.ts';
import { readParquetRows } from '../../domain/parquet/read-rows.ts';
import { acceptedObjects } from '../../domain/registry/accepted-objects.ts';
import type { AcceptedRecord } from '../../domain/registry/records.ts';
import { admit } from '../../lambda/admit-upload/handler.ts';
import { plan } from '../../lambda/plan-run/handler.ts';
import { readProfile } from '../../lambda/prepare-features/read-profile.ts';
import { readRows } from '../../lambda/prepare-features/read-rows.ts';
import type { Manifest } from '../../domain/runs/plan.ts';
import { judgeInPieces } from './support/in-pieces.ts';
import { Platform } from './support/platform.ts';
import { asCsv, rides, ridesDefinition } from './support/rides.ts';

const KEY = 'uploads/rides/data/large.csv';
const COLUMNS = ['at', 'miles', 'zone', 'riders', 'total', 'tip'];

/** A contract with all that pieces have to be compared for. */
function definition(changes: Partial<ModelDefinition['contract']> = {}): ModelDefinition {
  const { contract, ...rest } = ridesDefinition();
  const columns = contract.columns.map((column) =>
    column.name === 'total' ? { ...column, unique: true } : column,
  );
  return defineModel({
    ...rest,
    contract: {
      ...contract,
      columns,
      fileRules: [{ kind: 'duplicates', maxShare: 0.001, severity: 'warn' }],
      limits: { badRowShare: 0.2, rows: 10_000, bytes: 1_000_000 },
      ...changes,
    },
  });
}

function event(key: string, version: string) {
  return {
    id: 'e',
    time: '2019-02-10T00:00:00Z',
    source: 'aws.s3',
    'detail-type': 'Object Created' as const,
    detail: { bucket: { name: 'landing' }, object: { key, 'version-id': version } },
  };
}

/** A platform for which uploads are large from so many bytes on. */
function platformFor(largeFrom: number, model = definition()): Platform {
  const platform = new Platform('2019-02-10T00:00:00Z');
  platform.define(model);
  Object.assign(platform, {
    env: { ...platform.env, LARGE_UPLOAD_BYTES: largeFrom, PIECE_BYTES: 1000 },
  });
  return platform;
}

async function upload(
  platform: Platform,
  body: string | Uint8Array,
  { key = KEY, version = 'v1', times = 1 } = {},
) {
  platform.landing.put(key, body);
  const answer = await admit(event(key, version), platform);
  if (answer.status !== 'divided') return answer;
  const large = platform.executions.started.find(({ name }) => name === answer.uploadId)!
    .input as LargeUpload;
  return { ...answer, ...(await judgeInPieces(platform, large, times)) };
}

/** Rows of all accepted objects of the only upload that was accepted. */
function rowsOf(platform: Platform): readonly string[][] {
  const record = [...platform.registry.records].find(([key]) =>
    key.includes('ACCEPTED#'),
  )?.[1] as AcceptedRecord;
  if (record === undefined) return [];
  return acceptedObjects(record).flatMap(({ key }) =>
    readParquetRows(platform.lake.objects.get(key)!, COLUMNS),
  );
}

/** All that an upload leaves behind, but for how many objects its rows lie in. */
function traces(platform: Platform, uploadId: string) {
  const { objects: _, ...receipt } = platform.landing.json(
    'receipts/rides/data/large.csv.json',
  ) as Receipt;
  const record = platform.registry.records.get(`rides UPLOAD#${uploadId}`) as Record<
    string,
    unknown
  >;
  return {
    receipt,
    record: { ...record, acceptedKey: record.acceptedKey !== null },
    counters: platform.registry.records.get('rides COUNTERS'),
    quarantine: platform.lake.text(`quarantine/rides/${uploadId}.jsonl`),
    profile: platform.lake.text(`profiles/rides/${uploadId}.json`),
    rows: rowsOf(platform),
    events: platform.bus.events.slice(),
    lake:
      [...platform.lake.objects.keys()].filter((key) => /^(accepted|profiles)/.test(key)).length >
      0,
  };
}

const GOOD = asCsv(rides('2019-01-01', 4));
const LINES = GOOD.trimEnd().split('\n');
/** Rows of other pieces once more: of the same `total`, and the very same. */
const REPEATED = [
  ...LINES,
  ...LINES.slice(5, 30),
  LINES[200]!.replace(/^[^,]*/, '2019-01-02 00:00:00'),
].join('\n');

describe('a large upload comes to the same as a small one', () => {
  test.each<[string, string | Uint8Array, Partial<ModelDefinition['contract']>?]>([
    ['with good rows', GOOD],
    [
      'with bad rows',
      LINES.map((line, index) => (index % 7 === 3 ? line.replace(/\d/, 'x') : line)).join('\r\n'),
    ],
    ['with values that come twice', REPEATED],
    ['with rows that come twice', REPEATED, { columns: ridesDefinition().contract.columns }],
    [
      'with too many bad rows',
      LINES.map((line, index) => (index % 2 === 1 ? 'x' : line)).join('\n'),
    ],
    ['with too many rows', GOOD, { limits: { badRowShare: 1, rows: 77, bytes: 1e6 } }],
    ['that is broken in its middle', `${GOOD.slice(0, 5000)}\n"x"y\n${GOOD.slice(5000)}`],
    ['of a wrong header', GOOD.replace('miles', 'kilometres')],
    ['of blank lines', '\n'.repeat(3000)],
    [
      'of JSON Lines',
      LINES.slice(1)
        .map((line) =>
          JSON.stringify(
            Object.fromEntries(
              line.split(',').map((value, index) => [LINES[0]!.split(',')[index], value]),
            ),
          ),
        )
        .join('\n'),
    ],
    ['of another kind', Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), Buffer.alloc(3000)])],
  ])('%s', async (_name, body, changes) => {
    const [small, large] = [
      platformFor(1e9, definition(changes)),
      platformFor(1, definition(changes)),
    ];
    const { uploadId, status } = await upload(small, body);
    expect(['accepted', 'refused']).toContain(status);
    expect((await upload(large, body)).uploadId).toBe(uploadId);
    expect(large.executions.started).toHaveLength(1);
    expect(traces(large, uploadId)).toEqual(traces(small, uploadId));
  });

  test('whatever is done twice', async () => {
    const [once, twice] = [platformFor(1), platformFor(1)];
    const { uploadId } = await upload(once, REPEATED);
    await upload(twice, REPEATED, { times: 2 });
    const [events, again] = [once.bus.events, twice.bus.events];
    expect(again).toEqual([...events, ...events]);
    expect({ ...traces(twice, uploadId), events: [] }).toEqual({
      ...traces(once, uploadId),
      events: [],
    });
    expect([...twice.lake.objects.keys()].sort()).toEqual([...once.lake.objects.keys()].sort());
    // The event that comes again is answered from the record, and starts nothing.
    expect(await admit(event(KEY, 'v1'), once)).toMatchObject({ status: 'repeated', uploadId });
    expect(once.executions.started).toHaveLength(1);
  });
});

test('its receipt says in how many objects its rows lie, and they are all read when a model is trained', async () => {
  const platform = platformFor(1);
  const { uploadId } = await upload(platform, REPEATED);
  const { objects, rows } = platform.landing.json('receipts/rides/data/large.csv.json') as Receipt;
  expect(objects).toBeGreaterThan(5);
  await plan(
    {
      model: 'rides',
      runId: '20190210-00000000',
      decisionId: 'd',
      reason: 'manual',
      changedAt: null,
    },
    platform,
  );
  const key = [...platform.artifacts.objects.keys()].find((one) => one.startsWith('datasets/'))!;
  const manifest = platform.artifacts.json(key) as Manifest;
  expect(manifest.objects).toHaveLength(objects!);
  const { contract } = definition();
  const read = await readRows(platform.lake, manifest, contract);
  expect(read).toHaveLength(rows.accepted);
  expect(await readProfile(platform.lake, manifest, contract)).toEqual(
    platform.lake.json(`profiles/rides/${uploadId}.json`),
  );
});

test('the same content is found under another name, in pieces or packed', async () => {
  const platform = platformFor(1);
  await upload(platform, GOOD);
  const before = [...platform.lake.objects.keys()].filter((key) => key.startsWith('accepted/'));
  const other = await upload(platform, GOOD, {
    key: 'uploads/rides/data/other.csv',
    version: 'v2',
  });
  expect(other).toMatchObject({
    status: 'refused',
    reason: expect.stringContaining('has the same'),
  });
  const packed = await upload(platform, gzipSync(GOOD), {
    key: 'uploads/rides/data/packed.csv.gz',
    version: 'v3',
  });
  expect(packed).toMatchObject({
    status: 'refused',
    reason: expect.stringContaining('has the same'),
  });
  expect([...platform.lake.objects.keys()].filter((key) => key.startsWith('accepted/'))).toEqual(
    before,
  );
  expect(platform.executions.started).toHaveLength(2);
});

test('what is larger than its contract allows is refused before it is read', async () => {
  const platform = platformFor(
    1,
    definition({ limits: { badRowShare: 1, rows: 10, bytes: 2000 } }),
  );
  const { uploadId, status } = await upload(platform, GOOD);
  expect([status, traces(platform, uploadId).receipt]).toMatchObject([
    'refused',
    { code: 'TooLarge', rows: { read: 0 } },
  ]);
  expect([...platform.lake.objects.keys()].filter((key) => !key.startsWith('work/'))).toEqual([]);
});

test('gzip, UTF-16 and ground truth are read by one function, however large', async () => {
  const platform = platformFor(1);
  expect(await upload(platform, gzipSync(GOOD))).toMatchObject({ status: 'accepted' });
  const wide = platformFor(1, definition({ encoding: 'utf-16' }));
  expect(await upload(wide, Buffer.from(`\ufeff${GOOD}`, 'utf16le'))).toMatchObject({
    status: 'accepted',
  });
  const labels = await upload(platform, 'inference_id,total,tip\n', {
    key: 'uploads/rides/labels/x.csv',
  });
  expect(labels).toMatchObject({
    status: 'refused',
    reason: expect.stringContaining('only a header'),
  });
  expect([...platform.executions.started, ...wide.executions.started]).toEqual([]);
});

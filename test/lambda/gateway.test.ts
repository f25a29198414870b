import { beforeEach, describe, expect, test } from 'vitest';
import { championSource } from '../../lambda/serve-prediction/champion.ts';
import { PredictionAnswer } from '../../lambda/serve-prediction/contract.ts';
import { predict } from '../../lambda/serve-prediction/handler.ts';
import { writeBatch } from '../../lambda/write-captures/handler.ts';
import { silentLog } from './support/fakes.ts';
import { Platform } from './support/platform.ts';
import { asCsv, asRequest, rides, ridesDefinition } from './support/rides.ts';
import type { Capture } from '../../domain/monitoring/capture.ts';

let platform: Platform;
const ROW = asRequest(rides('2019-02-10', 1))[0]!;

beforeEach(async () => {
  platform = new Platform('2019-02-10T08:00:00Z');
  platform.define(ridesDefinition());
  await platform.upload('uploads/rides/data/january.csv', asCsv(rides('2019-01-01', 40)));
});

async function ask(
  body: string, more: object = {}, on = platform,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const request = { body, requestContext: { requestId: 'ABC-1', http: { method: 'POST' } }, ...more };
  const champion = championSource(on.registry, on.artifacts);
  const answer = await predict(request, { ...on, champion, env: { MODEL_NAME: 'rides' } });
  return { status: answer.statusCode, body: JSON.parse(answer.body) as Record<string, unknown> };
}

describe('the gateway', () => {
  test('answers rows in their order, with version and inference id', async () => {
    const { status, body } = await ask(JSON.stringify({ rows: [ROW, { ...ROW, miles: 9 }] }));
    expect(status).toBe(200);
    expect(PredictionAnswer.parse(body)).toMatchObject({ model: 'rides', version: 1, inference_id: '2019021008-abc-1' });
    const [near, far] = body.predictions as number[];
    expect(far! - near!).toBeGreaterThan(5);
  });

  test('takes one row alone, and bodies in base64', async () => {
    const encoded = Buffer.from(JSON.stringify(ROW)).toString('base64');
    expect((await ask(encoded, { isBase64Encoded: true })).body.predictions).toHaveLength(1);
  });

  test('refuses bad rows one by one, and predicts the others', async () => {
    const { status, body } = await ask(JSON.stringify({ rows: [{ ...ROW, miles: '1,234' }, ROW] }));
    expect(status).toBe(200);
    expect(body.predictions).toEqual([null, expect.any(Number)]);
    expect(body.refused).toEqual([
      { row: 0, column: 'miles', rule: 'thousands-separator', message: 'write 1234 without separators' },
    ]);
  });

  test.each([
    ['no JSON', '{', 'BadRequest'], ['no body', '', 'BadRequest'], ['a list', '[]', 'BadRequest'],
    ['no rows', '{"rows":[]}', 'BadRequest'], ['a row that is none', '{"rows":[1]}', 'BadRequest'],
    ['nothing but bad rows', JSON.stringify({ rows: [{ miles: 1 }] }), 'NoGoodRow'],
  ])('with %s answers 400 and what to send', async (_name, body, error) => {
    expect(await ask(body)).toMatchObject({ status: 400, body: { error } });
  });

  test('answers 503 and what to do while nothing is deployed', async () => {
    const empty = new Platform('2019-02-10T08:00:00Z');
    empty.define(ridesDefinition());
    expect(await ask(JSON.stringify(ROW), {}, empty)).toMatchObject({
      status: 503, body: { error: 'NothingDeployed', message: expect.stringContaining("no version of 'rides' serves yet") },
    });
  });

  test('answers 503 and counts it when the endpoint does not answer, or not in numbers', async () => {
    platform.inference.answer = () => '<html>busy</html>';
    expect(await ask(JSON.stringify(ROW))).toMatchObject({
      status: 503, body: { error: 'EndpointFailed', message: "version 1 of 'rides' does not answer: try again" },
    });
    expect(platform.meter.records.at(-1)).toEqual({ model: 'rides', values: { EndpointFailed: 1 } });
    expect(platform.queue.bodies).toEqual([]);
  });

  test('asks the endpoint in pieces that it takes', async () => {
    platform.inference.asked.splice(0);
    const { body } = await ask(JSON.stringify({ rows: new Array(4500).fill(ROW) }));
    expect(platform.inference.asked.map(({ lines }) => lines.length)).toEqual([2000, 2000, 500]);
    expect(body.predictions).toHaveLength(4500);
  });

  test('reads the registry once per call, and the encoder once per version', async () => {
    const champion = championSource(platform.registry, platform.artifacts);
    const before = [platform.registry.calls, platform.artifacts.reads];
    await champion('rides');
    await champion('rides');
    expect([platform.registry.calls - before[0]!, platform.artifacts.reads - before[1]!]).toEqual([2, 1]);
  });

  test('encodes like the training did: the same row gives what the transform job gave', async () => {
    const answers = platform.artifacts.text(`runs/rides/${platform.executions.started[0]!.name}/transform/challenger/holdout.csv.out`);
    const lines = platform.artifacts.text(`runs/rides/${platform.executions.started[0]!.name}/holdout/challenger/holdout.csv`);
    platform.inference.asked.splice(0);
    await ask(JSON.stringify({ rows: asRequest(rides('2019-01-01', 40)) }));
    const asked = platform.inference.asked.flatMap((each) => each.lines);
    const first = lines.split('\n')[0]!;
    expect(asked).toContain(first);
    expect(Number(platform.containers.answer(`rides-${platform.executions.started[0]!.name}`, [first]))).toBe(Number(answers.split('\n')[0]));
  });
});

describe('captures', () => {
  const body = JSON.stringify({ rows: [ROW] });
  const captureOf = (text: string): Capture => JSON.parse(text) as Capture;

  test('go onto the queue: what was asked, what was answered, without the target', async () => {
    await ask(body);
    const [message] = platform.queue.bodies;
    expect(captureOf(message!)).toMatchObject({
      model: 'rides', inferenceId: '2019021008-abc-1', version: 1, at: '2019-02-10T08:00:00.000Z',
      rows: [{ index: 0, values: expect.arrayContaining([ROW.at, '']) as string[] }],
    });
  });

  test('that are too large for the queue go through the lake', async () => {
    await ask(JSON.stringify({ rows: new Array(5000).fill(ROW) }));
    const [pointer] = platform.queue.bodies;
    expect(JSON.parse(pointer!)).toEqual({ model: 'rides', inferenceId: '2019021008-abc-1', oversizeKey: 'oversize/rides/2019021008-abc-1.json' });
    await writeBatch({ Records: [{ messageId: 'm', body: pointer! }] }, platform);
    const [key] = [...platform.lake.objects.keys()].filter((each) => each.startsWith('captures/'));
    expect(captureOf(platform.lake.text(key!)).rows).toHaveLength(5000);
  });

  test('that fail are counted, and never cost the answer', async () => {
    platform.queue.failing = true;
    expect((await ask(body)).status).toBe(200);
    expect(platform.meter.records.at(-1)).toEqual({ model: 'rides', values: { Predictions: 1, RowsRefused: 0, CaptureFailed: 1 } });
  });
});

describe('write-captures', () => {
  const capture = (hour: string, model = 'rides', id = 'x'): string => JSON.stringify({
    model, inferenceId: `2019021${hour}-${id}`, at: `2019-02-1${hour[0]}T${hour.slice(1)}:00:00.000Z`, version: 1, columns: ['a'], rows: [],
  } satisfies Capture);
  const records = (...bodies: string[]) => bodies.map((body, index) => ({ messageId: `m${index}`, body }));
  const captures = () => [...platform.lake.objects.keys()].filter((key) => key.startsWith('captures/'));

  test('writes one object per model and hour', async () => {
    await writeBatch({ Records: records(capture('008'), capture('008', 'rides', 'y'), capture('009'), capture('008', 'churn')) }, platform);
    expect(captures().map((key) => key.slice(0, key.lastIndexOf('/'))).sort()).toEqual([
      'captures/churn/2019/02/10/08', 'captures/rides/2019/02/10/08', 'captures/rides/2019/02/10/09',
    ]);
    expect(platform.lake.text(captures().find((key) => key.includes('rides/2019/02/10/08'))!).trim().split('\n')).toHaveLength(2);
  });

  test('twice makes the same objects', async () => {
    await writeBatch({ Records: records(capture('008')) }, platform);
    const once = captures();
    await writeBatch({ Records: records(capture('008')) }, platform);
    expect(captures()).toEqual(once);
  });

  test('a message that is no JSON, or no capture, fails alone', async () => {
    const answer = await writeBatch({ Records: records('not json', capture('008'), '{"model":"rides"}') }, platform);
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: 'm0' }, { itemIdentifier: 'm2' }]);
    expect(captures()).toHaveLength(1);
  });

  test('what could not be written is delivered again, the rest is not', async () => {
    const write = platform.lake.write.bind(platform.lake);
    const lake = Object.assign(Object.create(platform.lake) as typeof platform.lake, {
      write: async (key: string, text: string) => {
        if (key.includes('/09/')) throw new TypeError('the lake is frozen');
        await write(key, text);
      },
    });
    const answer = await writeBatch({ Records: records(capture('008'), capture('009')) }, { lake, log: silentLog });
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: 'm1' }]);
    expect(captures()).toHaveLength(1);
  });
});

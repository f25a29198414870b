import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { NoSuchKey } from '@aws-sdk/client-s3';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { ExecutionAlreadyExists, TaskTimedOut } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { DomainError } from '../../domain/errors.ts';
import { defineContract } from '../../domain/handler-contract.ts';
import { dynamoRegistry } from '../../lambda/shared/dynamo-registry.ts';
import { eventBus } from '../../lambda/shared/event-bus.ts';
import { snsTopic } from '../../lambda/shared/messaging.ts';
import { s3Store } from '../../lambda/shared/s3-store.ts';
import { sagemakerEndpoints } from '../../lambda/shared/sagemaker-endpoints.ts';
import { sagemakerInference } from '../../lambda/shared/sagemaker-inference.ts';
import { serve } from '../../lambda/shared/serve.ts';
import { stepFunctions } from '../../lambda/shared/step-functions.ts';

type Input = Readonly<Record<string, unknown>>;
type Answer = (name: string, input: Input, call: number) => unknown;

/** A client of the SDK whose `send` is ours: what was sent, and what is answered. */
function sdk<Client>(answer: Answer = () => ({})): {
  client: Client; sent: { name: string; input: Input }[],
} {
  const sent: { name: string; input: Input }[] = [];
  const send = async (command: { constructor: { name: string }; input: Input }): Promise<unknown> => {
    const { name } = command.constructor;
    sent.push({ name, input: command.input });
    const result = answer(name, command.input, sent.length);
    if (result instanceof Error) throw result;
    return result;
  };
  return { client: { send, config: {} } as Client, sent };
}

type S3 = Parameters<typeof s3Store>[1] & object;
type Documents = Parameters<typeof dynamoRegistry>[1] & object;
const meta = { $metadata: {} };

describe('the store on S3', () => {
  const body = (bytes: Uint8Array) => Object.assign(Readable.from(
    [bytes.subarray(0, 1), bytes.subarray(1)],
  ), {
    transformToByteArray: async () => bytes,
  });
  const text = async (chunks: AsyncIterable<Uint8Array>): Promise<string> => {
    const all: Uint8Array[] = [];
    for await (const chunk of chunks) all.push(chunk);
    return Buffer.concat(all).toString();
  };

  test.each([['plain', Buffer.from('a,b\n')], ['packed', gzipSync('a,b\n')]])('reads %s objects unpacked', async (_name, bytes) => {
    const { client } = sdk<S3>(() => ({ Body: body(bytes), ContentLength: bytes.length }));
    expect(Buffer.from((await s3Store('b', client).find('k'))!).toString()).toBe('a,b\n');
    const opened = await s3Store('b', client).open('k', 'v1');
    expect(await text(opened!.chunks)).toBe('a,b\n');
  });

  test('an object that is not there is null, anything else is an error', async () => {
    const { client } = sdk<S3>(() => new NoSuchKey({ message: 'no', ...meta }));
    expect(await s3Store('b', client).find('k')).toBeNull();
    expect(await s3Store('b', client).open('k')).toBeNull();
    const { client: denied } = sdk<S3>(() => Object.assign(new TypeError('no'), { name: 'AccessDenied' }));
    await expect(s3Store('b', denied).find('k')).rejects.toThrow('no');
  });

  test('lists all pages', async () => {
    const { client, sent } = sdk<S3>((_name, _input, call) => ({
      Contents: [{ Key: `k${call}` }], NextContinuationToken: call < 3 ? `t${call}` : undefined,
    }));
    expect(await s3Store('b', client).list('p/', 'p/a')).toEqual(['k1', 'k2', 'k3']);
    expect(sent.map(({ input }) => input.ContinuationToken)).toEqual([undefined, 't1', 't2']);
    expect(sent[0]?.input).toMatchObject({ Prefix: 'p/', StartAfter: 'p/a' });
  });

  test('an empty object is an empty stream', async () => {
    const empty = Object.assign(Readable.from([]), { transformToByteArray: async () => new Uint8Array() });
    const { client } = sdk<S3>(() => ({ Body: empty, ContentLength: 0 }));
    expect(await text((await s3Store('b', client).open('k'))!.chunks)).toBe('');
  });
});

describe('the registry on DynamoDB', () => {
  const cancelled = (...codes: string[]) => new TransactionCanceledException({
    message: 'cancelled', CancellationReasons: codes.map((Code) => ({ Code })), ...meta,
  });

  test('reads records in one consistent batch, in the order asked for', async () => {
    const { client, sent } = sdk<Documents>(() => ({
      Responses: { table: [{ pk: 'MODEL#rides', sk: 'B', v: 2 }, { pk: 'MODEL#rides', sk: 'A', v: 1 }] },
    }));
    const registry = dynamoRegistry('table', client);
    expect(await registry.read('rides', ['A', 'B', 'C'])).toEqual([{ v: 1 }, { v: 2 }, null]);
    expect(sent.map(({ name }) => name)).toEqual(['BatchGetCommand']);
    const Keys = ['A', 'B', 'C'].map((sk) => ({ pk: 'MODEL#rides', sk }));
    expect(sent[0]?.input).toEqual({ RequestItems: { table: { Keys, ConsistentRead: true } } });
  });

  test('asks again for what a batch left out', async () => {
    const key = { pk: 'MODEL#rides', sk: 'B' };
    const { client } = sdk<Documents>((_name, _input, call) => (call === 1
      ? { Responses: { table: [{ pk: 'MODEL#rides', sk: 'A', v: 1 }] }, UnprocessedKeys: { table: { Keys: [key] } } }
      : { Responses: { table: [{ ...key, v: 2 }] } }));
    expect(await dynamoRegistry('table', client).read('rides', ['A', 'B'])).toEqual([{ v: 1 }, { v: 2 }]);
  });

  test('lists all pages of a prefix, or from a key on, up to a limit', async () => {
    const { client, sent } = sdk<Documents>((_name, _input, call) => ({
      Items: [{ pk: 'p', sk: `s${call}`, v: call }], LastEvaluatedKey: call < 3 ? { pk: 'p', sk: `s${call}` } : undefined,
    }));
    const registry = dynamoRegistry('table', client);
    expect(await registry.list('rides', 'ACCEPTED#')).toEqual([{ v: 1 }, { v: 2 }, { v: 3 }]);
    expect(sent[0]?.input).toMatchObject({ KeyConditionExpression: 'pk = :pk AND begins_with(sk, :from)' });
    const { client: other, sent: later } = sdk<Documents>(() => ({ Items: [] }));
    await dynamoRegistry('table', other).list('rides', 'E#', { from: 'E#2', newestFirst: true, limit: 5 });
    expect(later[0]?.input).toMatchObject({
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to', ScanIndexForward: false, Limit: 5,
      ExpressionAttributeValues: { ':pk': 'MODEL#rides', ':from': 'E#2', ':to': 'E#\uffff' },
    });
  });

  test('writes everything as one transaction with its conditions', async () => {
    const { client, sent } = sdk<Documents>();
    await dynamoRegistry('table', client).write('rides', [
      { put: { a: 1 }, sk: 'A', when: 'absent' }, { put: { b: 1 }, sk: 'B', when: { revision: 3 } },
      { add: { rows: 5 }, set: { day: 'd' }, sk: 'C' }, { remove: true, sk: 'D', when: 'always' },
    ]);
    const key = (sk: string) => ({ pk: 'MODEL#rides', sk });
    expect(sent).toEqual([{ name: 'TransactWriteCommand', input: { TransactItems: [
      { Put: { TableName: 'table', Item: { a: 1, ...key('A') }, ConditionExpression: 'attribute_not_exists(pk)' } },
      { Put: {
        TableName: 'table', Item: { b: 1, ...key('B') }, ConditionExpression: '#c0 = :c0',
        ExpressionAttributeNames: { '#c0': 'revision' }, ExpressionAttributeValues: { ':c0': 3 },
      } },
      { Update: {
        TableName: 'table', Key: key('C'), UpdateExpression: 'ADD #n0:n0 SET #n1 = :n1'.replace('#n0:n0', '#n0 :n0'),
        ExpressionAttributeNames: { '#n0': 'rows', '#n1': 'day' }, ExpressionAttributeValues: { ':n0': 5, ':n1': 'd' },
      } },
      { Delete: { TableName: 'table', Key: key('D') } },
    ] } }]);
  });

  test('a condition that does not hold is told by its sort key, and not tried again', async () => {
    const { client, sent } = sdk<Documents>(() => cancelled('None', 'ConditionalCheckFailed'));
    const write = dynamoRegistry('table', client).write('rides', [
      { put: {}, sk: 'A', when: 'always' }, { put: {}, sk: 'LEASE', when: 'absent' },
    ]);
    await expect(write).rejects.toMatchObject({ code: 'ConditionFailed', message: "read 'rides' again: LEASE changed in between" });
    expect(sent).toHaveLength(1);
  });

  test('two transactions that meet are tried again', async () => {
    const { client, sent } = sdk<Documents>((_name, _input, call) => (call === 1 ? cancelled('TransactionConflict') : {}));
    await dynamoRegistry('table', client).write('rides', [{ add: { rows: 1 }, sk: 'COUNTERS' }]);
    expect(sent).toHaveLength(2);
  });
});

describe('other services', () => {
  test('events that the bus did not take are an error', async () => {
    const { client } = sdk<Parameters<typeof eventBus>[1] & object>(() => ({ FailedEntryCount: 1, Entries: [{ ErrorMessage: 'full' }] }));
    const put = eventBus('bus', client).put([{ type: 'Retraining Requested', detail: { model: 'rides', by: 'a', reason: 'b', kind: 'manual' } }]);
    await expect(put).rejects.toMatchObject({ code: 'EventsNotTaken' });
  });

  test('an execution of that name is the execution that is meant', async () => {
    const { client } = sdk<Parameters<typeof stepFunctions>[0] & object>(() => new ExecutionAlreadyExists({ message: 'x', ...meta }));
    await expect(stepFunctions(client).start('arn', 'run', '{}')).resolves.toBeUndefined();
  });

  test('a token that nobody waits for any more is told, not thrown', async () => {
    const { client } = sdk<Parameters<typeof stepFunctions>[0] & object>(() => new TaskTimedOut({ message: 'x', ...meta }));
    expect(await stepFunctions(client).succeed('token', {})).toBe(false);
  });

  test('subjects of messages are cut to what SNS takes', async () => {
    const { client, sent } = sdk<Parameters<typeof snsTopic>[1] & object>();
    await snsTopic('arn', client).publish(`zwölf\n${'x'.repeat(200)}`, 'text');
    expect(sent[0]?.input.Subject).toBe(`zw?lf ${'x'.repeat(94)}`);
  });

  test('an endpoint is asked with CSV and answers text', async () => {
    const { client, sent } = sdk<Parameters<typeof sagemakerInference>[0] & object>(() => ({ Body: new TextEncoder().encode('1.5') }));
    expect(await sagemakerInference(client).ask('e', '1,2')).toBe('1.5');
    expect(sent[0]?.input).toMatchObject({ EndpointName: 'e', ContentType: 'text/csv', Accept: 'text/csv' });
  });

  test('endpoints and configs that are there already are left as they are', async () => {
    const { client, sent } = sdk<Parameters<typeof sagemakerEndpoints>[0] & object>(() => new TypeError('Cannot create already existing endpoint'));
    await sagemakerEndpoints(client).create({
      endpointName: 'e', configName: 'c', modelName: 'm', serving: { mode: 'instances', instanceType: 'ml.m5.large', count: 2 },
    });
    expect(sent.map(({ name }) => name)).toEqual(['CreateEndpointConfigCommand', 'CreateEndpointCommand']);
    expect(sent[0]?.input.ProductionVariants).toEqual([
      { VariantName: 'AllTraffic', ModelName: 'm', InstanceType: 'ml.m5.large', InitialInstanceCount: 2, InitialVariantWeight: 1 },
    ]);
  });

  test('what is not there need not be removed, and is described as null', async () => {
    const { client } = sdk<Parameters<typeof sagemakerEndpoints>[0] & object>(() => new TypeError('Could not find endpoint "e".'));
    await sagemakerEndpoints(client).remove({ endpointName: 'e', configName: 'c', modelName: 'm' });
    expect(await sagemakerEndpoints(client).describe('e')).toBeNull();
  });
});

describe('serving a function', () => {
  afterEach(() => void vi.unstubAllEnvs());
  const contract = defineContract({
    input: z.object({ n: z.number() }), output: z.object({ twice: z.number() }), env: z.object({
      FACTOR: z.string().min(1),
    }),
  });
  const double = serve(contract, (env) => ({
    factor: Number(env.FACTOR),
  }), async ({ n }, { factor }) => ({ twice: n * factor }));

  test('parses input, environment and output by the contract', async () => {
    await expect(double({ n: 2 })).rejects.toMatchObject({ name: 'InvalidEnvironment' });
    vi.stubEnv('FACTOR', '2');
    expect(await double({ n: 2 })).toEqual({ twice: 4 });
    await expect(double({ n: '2' } as never)).rejects.toMatchObject({ name: 'InvalidInput', message: expect.stringMatching(/^n: /) });
  });

  test('an answer that breaks the contract is not given', async () => {
    vi.stubEnv('FACTOR', 'x');
    const broken = serve(contract, () => ({}), async () => ({ twice: NaN }));
    await expect(broken({ n: 1 })).rejects.toMatchObject({ name: 'InvalidOutput' });
  });

  test('errors of ours are named by their code, so that a state machine can catch them', async () => {
    vi.stubEnv('FACTOR', '2');
    const failing = serve(contract, () => ({}), async () => {
      throw new DomainError('NoFreeSlot', 'wait');
    });
    await expect(failing({ n: 1 })).rejects.toMatchObject({ name: 'NoFreeSlot', message: 'wait' });
  });
});

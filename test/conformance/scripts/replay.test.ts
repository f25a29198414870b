import { expect, test } from 'vitest';
import type { Api, Reply } from './api.ts';
import { NotOffered } from './outcomes.ts';
import { replay } from './replay.ts';
import type { Script, Step } from './script.ts';

const REFUSED: Reply = { answer: { Error: { Code: 'No' } }, refusal: 'no' };

/** A cloud that gives these replies, one after the other, to calls; time passes in pauses only. */
function anApi(...replies: Reply[]): Api & { readonly params: unknown[] } {
  const params: unknown[] = [];
  let seconds = 0;
  return {
    params,
    send: async (_, given) => {
      params.push(given);
      const reply = replies.length > 1 ? replies.shift() : replies[0];
      if (!reply) throw new NotOffered('nothing');
      return reply;
    },
    fetch: async () => ({}),
    role: async () => 'arn:of:ours',
    pause: async (pause) => {
      seconds += pause;
    },
    today: () => new Date(0),
    now: () => seconds,
  };
}

function run(api: Api, steps: Step[], expected: Script['expected'] = {}) {
  return replay({ id: 'x', steps, expected }, api, { poll: 2, longestPause: 1, script: 10 });
}

const call = (op: number, more: Partial<Step> = {}): Step => ({
  op,
  service: 'sqs',
  method: 'create_queue',
  params: {},
  ...more,
});

test('an answer fits the recording or does not', async () => {
  const steps = [call(0), { match: 'made', value: '{{0}}' }];
  const api = anApi({ answer: { Url: 'a' } });
  expect(await run(api, steps, { made: { Url: 'a' } })).toEqual({ kind: 'passed' });
  expect(await run(api, steps, { made: { Url: 'b' } })).toEqual({
    kind: 'failed',
    why: 'made $.Url: want b got a',
  });
});

test('an answer goes into later calls', async () => {
  const api = anApi({ answer: { Url: 'a' } });
  await run(api, [call(0), call(1, { params: { Url: '{{0.Url}}' } })]);
  expect(api.params).toEqual([{}, { Url: 'a' }]);
});

test('a refusal ends a script unless it was recorded', async () => {
  expect(await run(anApi(REFUSED), [call(0)])).toEqual({
    kind: 'failed',
    why: 'step 0 create_queue: no',
  });
  expect(await run(anApi(REFUSED), [call(0, { expectError: true })])).toEqual({ kind: 'passed' });
  expect(await run(anApi({ answer: {} }), [call(0, { expectError: true })])).toEqual({
    kind: 'failed',
    why: 'step 0 create_queue: want an error, it succeeded',
  });
});

test('what is not offered is told apart, and what cannot be replayed', async () => {
  expect((await run(anApi(), [call(0)])).kind).toBe('not offered');
  const foreign = call(0, { params: { x: { $obj: 'Thing' } } });
  expect((await run(anApi({ answer: {} }), [foreign])).kind).toBe('skipped');
});

test('a call that was repeated is until it fits', async () => {
  const steps = [call(0, { poll: true }), { match: 'got', value: '{{0}}' }];
  const api = anApi({ answer: { n: 1 } }, { answer: { n: 2 } }, { answer: { n: 3 } });
  expect(await run(api, steps, { got: { n: 3 } })).toEqual({ kind: 'passed' });
  const stuck = anApi({ answer: { n: 1 } });
  expect((await run(stuck, steps, { got: { n: 3 } })).why).toBe('got $.n: want 3 got 1');
  expect(stuck.params.length).toBeGreaterThan(3);
});

test('what a program asserted is held to, what it only branched on is not', async () => {
  const hint: Step = { hint: 'eq', ref: '{{0.n}}', value: 2 };
  const api = anApi({ answer: { n: 1 } });
  expect(await run(api, [call(0), hint, { assert: 'n == 2' }])).toEqual({
    kind: 'failed',
    why: 'assertion {{0.n}}: want 2 got 1',
  });
  expect(await run(api, [call(0), hint, { assert: 'n' }])).toEqual({ kind: 'passed' });
});

test('a role that no step makes is ours', async () => {
  const api = anApi({ answer: {} });
  await run(api, [
    call(1, { params: { a: '{{0.Role.Arn}}', b: 'arn:aws:iam::111111111111:role/sfn-role' } }),
  ]);
  expect(api.params).toEqual([{ a: 'arn:of:ours', b: 'arn:of:ours' }]);
});

test('scripts of SageMaker find the role and the model that they name', async () => {
  const api = anApi({ answer: {} });
  const transform = {
    ModelName: 'a_model',
    TransformInput: { DataSource: { S3DataSource: { S3Uri: 'input' } } },
  };
  const training = { RoleArn: 'arn:aws:iam::123456789012:role/FakeRole', HyperParameters: {} };
  await run(api, [
    call(0, { service: 'sagemaker', method: 'create_transform_job', params: transform }),
    call(1, { service: 'sagemaker', method: 'create_training_job', params: training }),
  ]);
  expect(api.params).toEqual([
    expect.objectContaining({ ModelName: 'a-model', ExecutionRoleArn: 'arn:of:ours' }),
    {
      ModelName: 'a-model',
      TransformInput: { DataSource: { S3DataSource: { S3Uri: 's3://input' } } },
    },
    { RoleArn: 'arn:of:ours', HyperParameters: {} },
  ]);
});

test('a model that a script makes itself is not made before', async () => {
  const api = anApi({ answer: {} });
  const make = { ModelName: 'm', ExecutionRoleArn: 'x' };
  await run(api, [
    call(0, { service: 'sagemaker', method: 'create_model', params: make }),
    call(1, {
      service: 'sagemaker',
      method: 'create_transform_job',
      params: { ModelName: 'm', Arn: 'arn:aws:sagemaker:us-east-1:123456789012:model/M' },
    }),
  ]);
  expect(api.params).toEqual([
    { ModelName: 'm', ExecutionRoleArn: 'arn:of:ours' },
    { ModelName: 'm', Arn: 'arn:aws:sagemaker:us-east-1:123456789012:model/m' },
  ]);
});

test('a script without steps shows nothing', async () => {
  expect(await run(anApi(), [])).toEqual({ kind: 'skipped', why: 'it has no steps' });
});

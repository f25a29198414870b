/** Commands that only a local cloud can answer. */
import { CreateQueueCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asRole, emptyCloud } from '../local/support/cloud.ts';
import type { TestCloud } from '../local/support/cloud.ts';
import { type as typed } from '../support/terminal.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await emptyCloud();
});
afterAll(() => cloud.stop());

const type = (...words: readonly string[]) =>
  typed(...words, '--endpoint-url', cloud.settings.endpoint);

async function queues(): Promise<number> {
  const { QueueUrls = [] } = await new SQSClient(cloud.settings).send(new ListQueuesCommand({}));
  return QueueUrls.length;
}

describe('on a local cloud', { shuffle: false }, () => {
  test('why-denied tells who was denied what, and which key would have to be otherwise', async () => {
    expect((await type('why-denied')).out).toBe('nothing was denied since this cloud started\n');
    const iam = new IAMClient(cloud.settings);
    const trust = {
      Statement: { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' },
    };
    await iam.send(
      new CreateRoleCommand({
        RoleName: 'reader',
        AssumeRolePolicyDocument: JSON.stringify(trust),
      }),
    );
    const mine = 'arn:aws:ssm:us-east-1:000000000000:parameter/mine/*';
    const Condition = { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } };
    const policy = {
      Statement: { Effect: 'Allow', Action: 'ssm:GetParameter', Resource: mine, Condition },
    };
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: 'reader',
        PolicyName: 'p',
        PolicyDocument: JSON.stringify(policy),
      }),
    );
    const ssm = new SSMClient(asRole(cloud, 'arn:aws:iam::000000000000:role/reader'));
    await expect(ssm.send(new GetParameterCommand({ Name: '/mine/a' }))).rejects.toThrow(
      /is not authorized/,
    );
    const { code, out } = await type('why-denied');
    expect(code).toBe(0);
    expect(out).toContain(
      'asks for ssm:GetParameter on arn:aws:ssm:us-east-1:000000000000:parameter/mine/a',
    );
    expect(out).toContain('denied: no statement of its identity policies allows it');
    expect(out).toContain(
      "but StringEquals aws:RequestedRegion: wants 'eu-west-1', is 'us-east-1'",
    );
  });

  test('why-denied answers whether a role may do something, by its exit code too', async () => {
    const words = [
      'why-denied',
      '--role',
      'reader',
      '--action',
      'ssm:PutParameter',
      '--resource',
      '*',
      '--json',
    ];
    const { code, json } = await type(...words);
    expect(code).toBe(1);
    expect(json()).toMatchObject({ outcome: 'implicitly-denied', by: 'identity' });
    expect(await type('why-denied', '--role', 'reader')).toMatchObject({ code: 2 });
  });

  test('a snapshot is saved, listed and restored', async () => {
    expect((await type('snapshot')).out).toBe('no snapshot yet\n');
    expect((await type('snapshot', 'save', 'before')).out).toMatch(
      /^kept the whole cloud as 'before', in \d+ ms\n$/,
    );
    await new SQSClient(cloud.settings).send(new CreateQueueCommand({ QueueName: 'later' }));
    expect(await queues()).toBe(1);
    expect((await type('snapshot', 'restore', 'before')).code).toBe(0);
    expect(await queues()).toBe(0);
    expect((await type('snapshot', '--json')).json()).toEqual({ snapshots: ['before'] });
    expect(await type('snapshot', 'restore', 'never')).toMatchObject({
      code: 1,
      err: "perennial: there is no snapshot 'never', there are: before\n",
    });
    expect((await type('snapshot', 'burn', 'it')).code).toBe(2);
  });

  test('faults are set, counted and ended', async () => {
    expect((await type('faults')).out).toBe('nothing goes wrong on purpose\n');
    const words = [
      'faults',
      'throttle',
      '--service',
      'sqs',
      '--action',
      'ListQueues',
      '--times',
      '1',
    ];
    expect((await type(...words)).code).toBe(0);
    await expect(
      new SQSClient({ ...cloud.settings, maxAttempts: 1 }).send(new ListQueuesCommand({})),
    ).rejects.toThrow('Rate exceeded');
    expect(await queues()).toBe(0);
    expect((await type('faults', '--json')).json()).toMatchObject([
      { kind: 'throttle', happened: 1 },
    ]);
    expect(await type('faults', 'burn')).toMatchObject({
      code: 1,
      err: "perennial: a kind of fault is one of throttle, error, timeout, delay, kill, duplicate, drop, reorder, got 'burn'\n",
    });
    expect((await type('faults', '--clear')).out).toBe('nothing goes wrong on purpose\n');
  });

  test('a reset wants to be meant', async () => {
    await new SQSClient(cloud.settings).send(new CreateQueueCommand({ QueueName: 'gone' }));
    expect((await type('reset')).code).toBe(2);
    expect(await queues()).toBe(1);
    expect((await type('reset', '--yes')).code).toBe(0);
    expect(await queues()).toBe(0);
  });
});

test.each([['why-denied'], ['snapshot'], ['faults'], ['reset', '--yes']])(
  '%s says on AWS that only a local cloud has it',
  async (...words) => {
    expect(await typed(...words, '--aws', '--region', 'us-east-1')).toMatchObject({ code: 1 });
  },
);

/** What goes wrong on purpose goes wrong as AWS's things do, and the same way again. */
import {
  CreateTopicCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SQSClient,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Faults } from '../../local/faults/faults.ts';
import { emptyCloud } from './support/cloud.ts';
import type { TestCloud } from './support/cloud.ts';

let cloud: TestCloud;
let QueueUrl: string;
let TopicArn: string;

beforeAll(async () => {
  cloud = await emptyCloud();
});
afterAll(() => cloud.stop());

async function inject(...faults: readonly object[]): Promise<Record<string, unknown>> {
  const body = JSON.stringify({ faults });
  const answer = await fetch(`${cloud.settings.endpoint}/_local/faults`, { method: 'POST', body });
  return (await answer.json()) as Record<string, unknown>;
}

beforeEach(async () => {
  await inject();
  const sqs = new SQSClient(cloud.settings);
  const sns = new SNSClient(cloud.settings);
  const name = `n${cloud.running.cloud.world.uuid()}`;
  QueueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: name }))).QueueUrl!;
  TopicArn = (await sns.send(new CreateTopicCommand({ Name: name }))).TopicArn!;
  const Policy = JSON.stringify({
    Statement: {
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: '*',
    },
  });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  const Endpoint = `arn:aws:sqs:us-east-1:000000000000:${name}`;
  await sns.send(
    new SubscribeCommand({
      TopicArn,
      Protocol: 'sqs',
      Endpoint,
      Attributes: { RawMessageDelivery: 'true' },
    }),
  );
});

async function published(...messages: readonly string[]): Promise<readonly string[]> {
  const sns = new SNSClient(cloud.settings);
  for (const Message of messages) await sns.send(new PublishCommand({ TopicArn, Message }));
  await cloud.running.dispatcher.advanceTo(cloud.running.cloud.world.now() + 5000);
  const input = { QueueUrl, MaxNumberOfMessages: 10 };
  const { Messages = [] } = await new SQSClient(cloud.settings).send(
    new ReceiveMessageCommand(input),
  );
  return Messages.map(({ Body }) => Body!);
}

test.each([
  ['duplicate', ['a'], ['a', 'a']],
  ['drop', ['a'], []],
])('a delivery can be subject to: %s', async (kind, sent, received) => {
  await inject({ kind, service: 'sns', times: 1 });
  expect(await published(...sent)).toEqual(received);
});

test('a delivery can be overtaken', async () => {
  await inject({ kind: 'reorder', service: 'sns', times: 1, milliseconds: 2000 });
  expect(await published('first', 'second')).toEqual(['second', 'first']);
});

test('a throttled call is answered in the words of its service, and tried again by the SDK', async () => {
  const s3 = (maxAttempts: number) => new S3Client({ ...cloud.settings, maxAttempts });
  await inject({ kind: 'throttle', service: 's3', times: 1 });
  await expect(s3(1).send(new ListBucketsCommand({}))).rejects.toMatchObject({
    name: 'SlowDown',
    $metadata: { httpStatusCode: 503 },
  });
  await inject({ kind: 'throttle', service: 's3', times: 1 });
  expect((await s3(2).send(new ListBucketsCommand({}))).$metadata.attempts).toBe(2);
});

test('a call can fail, and can take its time', async () => {
  await inject({ kind: 'error', service: 's3', action: 'ListBuckets' });
  await expect(
    new S3Client({ ...cloud.settings, maxAttempts: 1 }).send(new ListBucketsCommand({})),
  ).rejects.toMatchObject({ name: 'InternalError' });
  await inject({ kind: 'delay', service: 's3', milliseconds: 1 });
  expect((await new S3Client(cloud.settings).send(new ListBucketsCommand({}))).Buckets).toEqual([]);
});

test('the same seed lets the same calls go wrong', () => {
  const struck = (seed: number) => {
    const faults = new Faults();
    faults.set([{ kind: 'drop', service: '*', action: '*', probability: 0.5 }], seed);
    return Array.from({ length: 32 }, () => faults.ofDelivery('sns.notify') !== undefined);
  };
  expect(struck(7)).toEqual(struck(7));
  expect(struck(7)).not.toEqual(struck(8));
  expect(struck(7).filter(Boolean).length).toBeGreaterThan(5);
});

test.each([
  [{ faults: 'all' }, "give 'faults' as a list; an empty one ends them"],
  [
    { faults: [{ kind: 'drop', probability: 2 }] },
    "a probability is a number from 0 to 1, got '2'",
  ],
])('what is no fault is refused with words: %j', async (body, message) => {
  const answer = await fetch(`${cloud.settings.endpoint}/_local/faults`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  expect(await answer.json()).toEqual({ code: 'UnknownFault', message });
});

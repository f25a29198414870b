import {
  CancelMessageMoveTaskCommand,
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  SetQueueAttributesCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';
import { Queues } from './support.ts';

let cloud: TestCloud;
let queues: Queues;

beforeAll(async () => {
  cloud = await emptyCloud();
  queues = new Queues(cloud);
});
afterAll(() => cloud.stop());

const redrive = (name: string, maxReceiveCount: number | string = 1) => ({
  RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queues.arn(name), maxReceiveCount }),
});

/** A queue with `count` messages that all end in its dead-letter queue. */
async function deadLetters(name: string, count: number): Promise<string> {
  const dead = await queues.create(`${name}-dead`);
  const url = await queues.create(name, redrive(`${name}-dead`));
  for (let number = 1; number <= count; number++) await queues.send(url, `${number}`);
  await queues.receive(url, { VisibilityTimeout: 0 });
  await queues.receive(url, { VisibilityTimeout: 0 });
  return dead;
}

const list = async (name: string) => {
  const command = new ListMessageMoveTasksCommand({ SourceArn: queues.arn(name), MaxResults: 10 });
  return (await queues.client.send(command)).Results!;
};

test('a dead letter tells where it came from and how often it was received', async () => {
  const dead = await deadLetters('told', 1);
  const [message] = await queues.receive(dead, { MessageSystemAttributeNames: ['All'] });
  expect(message!.Attributes).toMatchObject({
    ApproximateReceiveCount: '2',
    DeadLetterQueueSourceArn: queues.arn('told'),
  });
});

test('a redrive policy is checked against the queue that it names', async () => {
  const put = (policy: string) => {
    const Attributes = { RedrivePolicy: policy };
    return queues.client.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes }));
  };
  const url = await queues.create('strict');
  await queues.create('closed', {
    RedriveAllowPolicy: JSON.stringify({ redrivePermission: 'denyAll' }),
  });
  const none = redrive('none').RedrivePolicy;
  await expect(put(none)).rejects.toThrow(
    `Value ${none} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.`,
  );
  await expect(put('{"maxReceiveCount":1}')).rejects.toThrow(
    'Redrive policy does not contain mandatory attribute: deadLetterTargetArn.',
  );
  await expect(put(redrive('closed', 1001).RedrivePolicy)).rejects.toThrow(
    'Invalid value for maxReceiveCount: 1001, valid values are from 1 to 1000 both inclusive.',
  );
  await expect(put(redrive('closed').RedrivePolicy)).rejects.toMatchObject({
    Code: 'InvalidParameterValue',
  });
});

test('a dead-letter queue knows its sources', async () => {
  const dead = await deadLetters('sources', 0);
  const { queueUrls } = await queues.client.send(
    new ListDeadLetterSourceQueuesCommand({ QueueUrl: dead }),
  );
  expect(queueUrls).toEqual([await queues.create('sources')]);
});

test('a task moves dead letters back to where they came from', async () => {
  const dead = await deadLetters('back', 3);
  await queues.client.send(new StartMessageMoveTaskCommand({ SourceArn: queues.arn('back-dead') }));
  await queues.later(1);
  expect(await list('back-dead')).toMatchObject([
    {
      Status: 'COMPLETED',
      ApproximateNumberOfMessagesMoved: 3,
      ApproximateNumberOfMessagesToMove: 3,
    },
  ]);
  expect(await queues.bodies(dead)).toEqual([]);
  expect(await queues.bodies(await queues.create('back'))).toEqual(['1', '2', '3']);
});

test('a slow task moves so many a second, alone, until it is cancelled', async () => {
  await deadLetters('slow', 5);
  const target = await queues.create('elsewhere');
  const start = new StartMessageMoveTaskCommand({
    SourceArn: queues.arn('slow-dead'),
    DestinationArn: queues.arn('elsewhere'),
    MaxNumberOfMessagesPerSecond: 1,
  });
  const { TaskHandle } = await queues.client.send(start);
  await expect(queues.client.send(start)).rejects.toMatchObject({ name: 'UnsupportedOperation' });
  await queues.later(2);
  expect(await queues.bodies(target)).toEqual(['1', '2', '3']);
  await queues.client.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
  await queues.later(10);
  expect(await queues.bodies(target)).toEqual([]);
  expect(await list('slow-dead')).toMatchObject([{ Status: 'CANCELLED' }]);
});

test('only a dead-letter queue can be the source of a task', async () => {
  await queues.create('plain');
  await expect(
    queues.client.send(new StartMessageMoveTaskCommand({ SourceArn: queues.arn('plain') })),
  ).rejects.toThrow('Source queue must be configured as a Dead Letter Queue.');
});

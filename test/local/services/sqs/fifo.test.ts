import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  PurgeQueueCommand,
  SetQueueAttributesCommand,
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

test('a receive takes as many messages of one group as it can before the next group', async () => {
  const url = await queues.create('groups.fifo');
  for (const body of ['a1', 'b1', 'a2', 'b2']) await queues.sendTo(url, body[0]!, body);
  expect(await queues.bodies(url, { MaxNumberOfMessages: 3 })).toEqual(['a1', 'a2', 'b1']);
  expect(await queues.bodies(url)).toEqual([]);
});

test('a message in flight holds back those behind it, not those before it', async () => {
  const url = await queues.create('held.fifo', { VisibilityTimeout: '10' });
  for (const body of ['one', 'two', 'three']) await queues.sendTo(url, 'g', body);
  const [, two] = await queues.receive(url);
  const ReceiptHandle = two!.ReceiptHandle!;
  await queues.client.send(
    new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 60 }),
  );
  await queues.later(11);
  expect(await queues.bodies(url)).toEqual(['one']);
});

test('a group that was received from goes to the end of the line', async () => {
  const url = await queues.create('line.fifo');
  for (const body of ['a1', 'b1', 'c1']) await queues.sendTo(url, body[0]!, body);
  await queues.later(1);
  await queues.receive(url, { MaxNumberOfMessages: 1, VisibilityTimeout: 0 });
  expect(await queues.bodies(url)).toEqual(['b1', 'c1', 'a1']);
});

test('a duplicate is accepted, answers the first message, and is not delivered', async () => {
  const url = await queues.create('twice.fifo', { ContentBasedDeduplication: 'true' });
  const first = await queues.send(url, 'same', { MessageGroupId: 'a' });
  const again = await queues.send(url, 'same', { MessageGroupId: 'b' });
  expect([again.MessageId, again.SequenceNumber]).toEqual([first.MessageId, first.SequenceNumber]);
  expect(first.SequenceNumber).toMatch(/^\d{20}$/);
  expect(await queues.bodies(url)).toEqual(['same']);
  await queues.later(301);
  await queues.send(url, 'same', { MessageGroupId: 'b' });
  expect(await queues.bodies(url, { VisibilityTimeout: 0 })).toEqual(['same', 'same']);
});

test('a scope of message groups takes an id once per group, a minute after it was changed', async () => {
  const url = await queues.create('scope.fifo');
  const send = (group: string, body: string) =>
    queues.send(url, body, { MessageGroupId: group, MessageDeduplicationId: 'id' });
  await send('a', '1');
  const Attributes = {
    DeduplicationScope: 'messageGroup',
    FifoThroughputLimit: 'perMessageGroupId',
  };
  await queues.client.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes }));
  await send('b', 'too soon');
  await queues.later(61);
  await send('b', '2');
  await send('b', 'a duplicate');
  expect(await queues.bodies(url)).toEqual(['1', '2']);
});

test('a receipt of a FIFO queue ends with its visibility timeout', async () => {
  const url = await queues.create('expired.fifo');
  await queues.sendTo(url, 'g', 'm');
  const [message] = await queues.receive(url, { VisibilityTimeout: 5 });
  const ReceiptHandle = message!.ReceiptHandle!;
  await queues.later(6);
  await expect(
    queues.client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle })),
  ).rejects.toThrow(
    `Value ${ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`,
  );
});

test('the same receive attempt gets the same messages again', async () => {
  const url = await queues.create('attempt.fifo');
  await queues.sendTo(url, 'g', 'm');
  const attempt = { ReceiveRequestAttemptId: 'try-1' };
  const [first] = await queues.receive(url, attempt);
  const [again] = await queues.receive(url, attempt);
  expect(again).toEqual(first);
  expect(await queues.receive(url, { ReceiveRequestAttemptId: 'try-2' })).toEqual([]);
});

test('a FIFO queue refuses what is not for it, in the words of AWS', async () => {
  const url = await queues.create('refusals.fifo');
  await expect(queues.send(url, 'm')).rejects.toMatchObject({
    Code: 'MissingParameter',
    message: 'The request must contain the parameter MessageGroupId.',
  });
  await expect(queues.send(url, 'm', { MessageGroupId: 'g' })).rejects.toThrow(
    'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  );
  await expect(
    queues.send(url, 'm', { MessageGroupId: 'g', MessageDeduplicationId: 'd', DelaySeconds: 2 }),
  ).rejects.toThrow(
    'Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.',
  );
  await expect(
    queues.send(url, 'm', { MessageGroupId: 'g', MessageDeduplicationId: 'a b' }),
  ).rejects.toThrow(
    'Value a b for parameter MessageDeduplicationId is invalid. Reason: MessageDeduplicationId can only include alphanumeric and punctuation characters. 1 to 128 in length.',
  );
});

test('a purge clears what was seen, and may be repeated after a minute only', async () => {
  const url = await queues.create('purged.fifo');
  await queues.sendTo(url, 'g', 'm');
  const purge = () => queues.client.send(new PurgeQueueCommand({ QueueUrl: url }));
  await purge();
  await queues.sendTo(url, 'g', 'm');
  await expect(purge()).rejects.toMatchObject({
    name: 'PurgeQueueInProgress',
    message: 'Only one PurgeQueue operation on purged.fifo is allowed every 60 seconds.',
  });
  expect(await queues.bodies(url)).toEqual(['m']);
  await queues.later(60);
  await purge();
});

import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';

let cloud: TestCloud;
let sqs: SQSClient;

beforeAll(async () => {
  cloud = await emptyCloud();
  sqs = new SQSClient(cloud.settings);
});
afterAll(() => cloud.stop());

const create = async (QueueName: string, Attributes = {}) =>
  (await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl!;
const receive = async (QueueUrl: string) =>
  (await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }))).Messages ?? [];
const later = (seconds: number) =>
  cloud.running.dispatcher.advanceTo(cloud.running.cloud.world.now() + seconds * 1000);

test('a message is hidden while somebody has it, and comes back when it is not deleted', async () => {
  const QueueUrl = await create('hidden', { VisibilityTimeout: '30' });
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'one' }));
  expect((await receive(QueueUrl)).map(({ Body }) => Body)).toEqual(['one']);
  expect(await receive(QueueUrl)).toEqual([]);
  await later(31);
  const [again] = await receive(QueueUrl);
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: again!.ReceiptHandle }));
  await later(31);
  expect(await receive(QueueUrl)).toEqual([]);
});

test('a message that is received too often moves to the dead-letter queue', async () => {
  const dead = await create('dead');
  const RedrivePolicy = JSON.stringify({
    deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:dead',
    maxReceiveCount: 2,
  });
  const QueueUrl = await create('poison', { VisibilityTimeout: '1', RedrivePolicy });
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'bad' }));
  for (let attempt = 0; attempt < 3; attempt++) {
    await receive(QueueUrl);
    await later(2);
  }
  expect((await receive(dead)).map(({ Body }) => Body)).toEqual(['bad']);
});

test('a delayed message waits for its time', async () => {
  const QueueUrl = await create('delayed');
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'later', DelaySeconds: 60 }));
  expect(await receive(QueueUrl)).toEqual([]);
  await later(60);
  expect((await receive(QueueUrl)).map(({ Body }) => Body)).toEqual(['later']);
});

test('a batch answers each entry by itself', async () => {
  const QueueUrl = await create('batch', { MaximumMessageSize: '1024' });
  const { Successful, Failed } = await sqs.send(
    new SendMessageBatchCommand({
      QueueUrl,
      Entries: [
        { Id: 'a', MessageBody: 'x' },
        { Id: 'b', MessageBody: 'y'.repeat(2000) },
      ],
    }),
  );
  expect([Successful?.map(({ Id }) => Id), Failed?.map(({ Id }) => Id)]).toEqual([['a'], ['b']]);
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  expect(Attributes).toEqual({ ApproximateNumberOfMessages: '1' });
});

test('a queue that is not there is told in the words of AWS', async () => {
  await expect(receive(`${cloud.settings.endpoint}/000000000000/none`)).rejects.toMatchObject({
    name: 'QueueDoesNotExist',
    message: 'The specified queue does not exist.',
  });
});

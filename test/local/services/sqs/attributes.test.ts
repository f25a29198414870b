import {
  AddPermissionCommand,
  CreateQueueCommand,
  DeleteQueueCommand,
  ListQueueTagsCommand,
  ListQueuesCommand,
  RemovePermissionCommand,
  SetQueueAttributesCommand,
  TagQueueCommand,
  UntagQueueCommand,
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

const set = (QueueUrl: string, Attributes: Record<string, string>) =>
  queues.client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));

test('attributes that a queue cannot have are refused in the words of AWS', async () => {
  await expect(queues.create('odd', { FifoQueue: 'false' })).rejects.toThrow(
    'Unknown Attribute FifoQueue.',
  );
  await expect(queues.create('odd', { DeduplicationScope: 'queue' })).rejects.toThrow(
    'You can specify the DeduplicationScope only when FifoQueue is set to true.',
  );
  await expect(queues.create('odd', { VisibilityTimeout: '43201' })).rejects.toMatchObject({
    name: 'InvalidAttributeValue',
    message: 'Invalid value for the parameter VisibilityTimeout.',
  });
  await expect(set(await queues.create('type.fifo'), { FifoQueue: 'false' })).rejects.toThrow(
    'Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.',
  );
});

test('a queue of the same name is the same queue, unless an attribute differs', async () => {
  const url = await queues.create('same', { DelaySeconds: '5' });
  expect(await queues.create('same')).toBe(url);
  await expect(queues.create('same', { DelaySeconds: '6' })).rejects.toMatchObject({
    name: 'QueueNameExists',
    message:
      'A queue already exists with the same name and a different value for attribute DelaySeconds',
  });
});

test('the name of a deleted queue is taken for a minute', async () => {
  const QueueUrl = await queues.create('gone');
  await queues.client.send(new DeleteQueueCommand({ QueueUrl }));
  await expect(queues.create('gone')).rejects.toThrow(
    'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
  );
  await queues.later(60);
  expect(await queues.create('gone')).toBe(QueueUrl);
});

test("a customer's key takes the place of SQS's own, and is not followed by it", async () => {
  const url = await queues.create('keys');
  await set(url, { KmsMasterKeyId: 'k', KmsDataKeyReusePeriodSeconds: '6000' });
  expect(await queues.attributes(url)).toMatchObject({ SqsManagedSseEnabled: 'false' });
  await set(url, { KmsMasterKeyId: '', KmsDataKeyReusePeriodSeconds: '300' });
  const after = await queues.attributes(url);
  expect([after.KmsMasterKeyId, after.SqsManagedSseEnabled]).toEqual([undefined, 'false']);
});

test('a permission is a statement of the policy until its label is removed', async () => {
  const QueueUrl = await queues.create('shared');
  const add = new AddPermissionCommand({
    QueueUrl,
    Label: 'readers',
    AWSAccountIds: ['111111111111'],
    Actions: ['ReceiveMessage'],
  });
  await queues.client.send(add);
  expect(JSON.parse((await queues.attributes(QueueUrl)).Policy!)).toEqual({
    Version: '2008-10-17',
    Id: `${queues.arn('shared')}/SQSDefaultPolicy`,
    Statement: [
      {
        Sid: 'readers',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111111111111:root' },
        Action: 'SQS:ReceiveMessage',
        Resource: queues.arn('shared'),
      },
    ],
  });
  await expect(queues.client.send(add)).rejects.toThrow(
    'Value readers for parameter Label is invalid. Reason: Already exists.',
  );
  await queues.client.send(new RemovePermissionCommand({ QueueUrl, Label: 'readers' }));
  expect((await queues.attributes(QueueUrl)).Policy).toBeUndefined();
});

test('tags are written over and taken away', async () => {
  const QueueUrl = await queues.create('tagged');
  const tags = async () => (await queues.client.send(new ListQueueTagsCommand({ QueueUrl }))).Tags;
  expect(await tags()).toBeUndefined();
  await queues.client.send(new TagQueueCommand({ QueueUrl, Tags: { a: '1', b: '2' } }));
  await queues.client.send(new TagQueueCommand({ QueueUrl, Tags: { a: '3' } }));
  await queues.client.send(new UntagQueueCommand({ QueueUrl, TagKeys: ['b', 'c'] }));
  expect(await tags()).toEqual({ a: '3' });
});

test('queues are listed in pages where a page is asked for', async () => {
  for (const name of ['page-1', 'page-2', 'page-3']) await queues.create(name);
  const input = { QueueNamePrefix: 'page-', MaxResults: 2 };
  const first = await queues.client.send(new ListQueuesCommand(input));
  const { NextToken } = first;
  const second = await queues.client.send(new ListQueuesCommand({ ...input, NextToken }));
  expect([first.QueueUrls?.length, second.QueueUrls?.length]).toEqual([2, 1]);
  expect(second.NextToken).toBeUndefined();
});

test('a request without what it needs is refused as SQS does', async () => {
  await expect(
    queues.client.send(new CreateQueueCommand({ QueueName: undefined })),
  ).rejects.toMatchObject({ message: 'The request must contain the parameter QueueName.' });
});

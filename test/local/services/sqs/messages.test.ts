import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  SendMessageBatchCommand,
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

const text = (StringValue: string) => ({ DataType: 'String', StringValue });

test('a digest covers the attributes that are shown, of text and of bytes', async () => {
  const url = await queues.create('digests', { VisibilityTimeout: '0' });
  const BinaryValue = Buffer.from(
    'traceparent\x1e00-774062d6c37081a5a0b9b5b88e30627c-2d2482211f6489da-01',
  );
  const sent = await queues.send(url, 'm', {
    MessageAttributes: { attr1: { DataType: 'Binary', BinaryValue }, Hello: text('There') },
    MessageSystemAttributes: {
      AWSTraceHeader: text(
        'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1',
      ),
    },
  });
  expect(sent.MD5OfMessageSystemAttributes).toBe('5ae4d5d7636402d80f4eb6d213245a88');
  const [bytes] = await queues.receive(url, { MessageAttributeNames: ['attr1'] });
  expect(bytes!.MD5OfMessageAttributes).toBe('8cbe4db156db8a94db8b801b7addb984');
  const [hello] = await queues.receive(url, { MessageAttributeNames: ['Hel.*'] });
  expect(hello!.MD5OfMessageAttributes).toBe('a311262e065454b75da111d535b8dacd');
  expect(hello!.MessageAttributes).toEqual({ Hello: text('There') });
  const [none] = await queues.receive(url, { MessageSystemAttributeNames: ['AWSTraceHeader'] });
  expect([none!.MessageAttributes, Object.keys(none!.Attributes!)]).toEqual([
    undefined,
    ['AWSTraceHeader'],
  ]);
});

test('messages that SQS does not take are refused in its words', async () => {
  const url = await queues.create('small', { MaximumMessageSize: '1024' });
  await expect(queues.send(url, 'x'.repeat(1025))).rejects.toThrow(
    'One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.',
  );
  await expect(queues.send(url, '\u0001')).rejects.toMatchObject({
    name: 'InvalidMessageContents',
  });
  await expect(queues.send(url, 'm', { MessageAttributes: { a: text('') } })).rejects.toThrow(
    "Message (user) attribute 'a' must contain a non-empty value of type 'String'.",
  );
  await expect(queues.send(url, '')).rejects.toThrow(
    'The request must contain the parameter MessageBody.',
  );
});

test('a batch that is wrong as a whole is refused as a whole', async () => {
  const QueueUrl = await queues.create('batches');
  const send = (Entries: { Id: string; MessageBody: string }[]) =>
    queues.client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  const one = { Id: 'a', MessageBody: 'm' };
  await expect(send([])).rejects.toMatchObject({ name: 'EmptyBatchRequest' });
  await expect(send([one, one])).rejects.toMatchObject({ name: 'BatchEntryIdsNotDistinct' });
  await expect(send([{ ...one, Id: 'a:b' }])).rejects.toMatchObject({
    name: 'InvalidBatchEntryId',
  });
  await expect(send([{ ...one, MessageBody: 'x'.repeat(1_048_577) }])).rejects.toThrow(
    'Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.',
  );
});

test('an older receipt still stands for its message', async () => {
  const QueueUrl = await queues.create('receipts');
  await queues.send(QueueUrl, 'm');
  const [first] = await queues.receive(QueueUrl, { VisibilityTimeout: 0 });
  await queues.receive(QueueUrl, { VisibilityTimeout: 60 });
  const ReceiptHandle = first!.ReceiptHandle!;
  await queues.client.send(
    new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }),
  );
  expect(await queues.bodies(QueueUrl)).toEqual(['m']);
  const { Failed, Successful } = await queues.client.send(
    new DeleteMessageBatchCommand({
      QueueUrl,
      Entries: [
        { Id: 'ok', ReceiptHandle },
        { Id: 'bad', ReceiptHandle: 'none' },
      ],
    }),
  );
  expect([Successful?.[0]?.Id, Failed?.[0]?.Code]).toEqual(['ok', 'ReceiptHandleIsInvalid']);
});

test('a message ends with the retention period, in flight or not', async () => {
  const url = await queues.create('kept', { MessageRetentionPeriod: '60' });
  await queues.send(url, 'm');
  await queues.receive(url, { VisibilityTimeout: 120 });
  await queues.later(130);
  expect(await queues.bodies(url)).toEqual([]);
});

test('a receiver waits for a message that is sent meanwhile', async () => {
  const url = await queues.create('patient');
  const received = queues.bodies(url, { WaitTimeSeconds: 20 });
  await queues.send(url, 'm');
  expect(await received).toEqual(['m']);
});

test('a queue answers forms that are sent to its own URL', async () => {
  const url = await queues.create('by-form');
  const { FormClient } = await import('../../support/form-client.ts');
  const form = new FormClient(cloud.settings, 'sqs');
  const sent = await form.get(`${url}?Action=SendMessage&MessageBody=foobar`);
  expect([sent.status, sent.text.includes('<MD5OfMessageBody>')]).toEqual([200, true]);
  const refused = await form.get(`${url}?Action=ListQueues`);
  expect(refused.text).toContain('The action ListQueues is not valid for this endpoint.');
});

import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  GetSubscriptionAttributesCommand,
  PublishBatchCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { DeleteQueueCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';
import { Topics } from './support.ts';

let cloud: TestCloud;
let topics: Topics;
let server: Server;
let status = 200;
const posted: { readonly type: unknown; readonly body: Record<string, string> }[] = [];

beforeAll(async () => {
  cloud = await emptyCloud();
  topics = new Topics(cloud);
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const body = text.startsWith('{') ? (JSON.parse(text) as Record<string, string>) : { text };
      posted.push({ type: request.headers['x-amz-sns-message-type'], body });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.close();
  await cloud.stop();
});

const idle = () => cloud.running.dispatcher.untilIdle();
const number = (StringValue: string) => ({ DataType: 'Number', StringValue });

test('a queue gets an envelope, or the message itself with its attributes', async () => {
  const topic = await topics.create('both');
  const { url, subscription } = await topics.listener(topic, 'both');
  const MessageAttributes = { n: number('1') };
  const { MessageId } = await topics.publish(topic, 'm', { Subject: 's', MessageAttributes });
  const [wrapped] = await topics.queues.receive(url);
  expect(JSON.parse(wrapped!.Body!)).toMatchObject({
    Type: 'Notification',
    MessageId,
    TopicArn: topic,
    Subject: 's',
    Message: 'm',
    MessageAttributes: { n: { Type: 'Number', Value: '1' } },
  });
  await topics.set(subscription, 'RawMessageDelivery', 'true');
  await topics.publish(topic, 'raw', { MessageAttributes });
  const [raw] = await topics.queues.receive(url, { MessageAttributeNames: ['All'] });
  expect([raw!.Body, raw!.MessageAttributes]).toEqual(['raw', MessageAttributes]);
});

test('a structured message gives each protocol its own text', async () => {
  const topic = await topics.create('structured');
  const { url } = await topics.listener(topic, 'structured', { RawMessageDelivery: 'true' });
  const MessageStructure = 'json';
  await topics.publish(topic, '{"default":"d","sqs":"q"}', { MessageStructure });
  await topics.publish(topic, '{"default":"d","sqs":{}}', { MessageStructure });
  expect(await topics.queues.bodies(url)).toEqual(['q', 'd']);
});

test('a FIFO topic delivers in order, once, and hands its ids on', async () => {
  const topic = await topics.create('line.fifo', { ContentBasedDeduplication: 'true' });
  const { url } = await topics.listener(topic, 'line.fifo', { RawMessageDelivery: 'true' });
  const MessageGroupId = 'g';
  const PublishBatchRequestEntries = ['a', 'b', 'a'].map((Message, index) => ({
    Id: `${index}`,
    Message,
    MessageGroupId,
  }));
  const { Successful } = await topics.client.send(
    new PublishBatchCommand({ TopicArn: topic, PublishBatchRequestEntries }),
  );
  await idle();
  expect(Successful![2]!.MessageId).toBe(Successful![0]!.MessageId);
  const messages = await topics.queues.receive(url, { MessageSystemAttributeNames: ['All'] });
  expect(messages.map(({ Body }) => Body)).toEqual(['a', 'b']);
  expect(messages[0]!.Attributes!.MessageDeduplicationId).toBe(
    'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb',
  );
  await expect(topics.publish(topic, 'm')).rejects.toThrow(
    'Invalid parameter: The MessageGroupId parameter is required for FIFO topics',
  );
});

test('what a queue that is gone would have got lies in the dead-letter queue', async () => {
  const topic = await topics.create('dead');
  const { url, subscription } = await topics.listener(topic, 'dead-source');
  const dead = await topics.queues.create('dead-letters');
  const Policy = JSON.stringify({
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: topics.queues.arn('dead-letters'),
      },
    ],
  });
  await topics.queues.client.send(
    new SetQueueAttributesCommand({ QueueUrl: dead, Attributes: { Policy } }),
  );
  const target = JSON.stringify({ deadLetterTargetArn: topics.queues.arn('dead-letters') });
  await topics.set(subscription, 'RedrivePolicy', target);
  await topics.queues.client.send(new DeleteQueueCommand({ QueueUrl: url }));
  await topics.publish(topic, 'lost');
  const [letter] = await topics.queues.receive(dead);
  expect(JSON.parse(letter!.Body!)).toMatchObject({ Message: 'lost' });
});

test('a web server that has not confirmed hears nothing but the question', async () => {
  const topic = await topics.create('web');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await topics.subscribe(topic, 'http', endpoint);
  await topics.publish(topic, 'too early');
  expect(posted.splice(0)).toMatchObject([
    { type: 'SubscriptionConfirmation', body: { TopicArn: topic } },
  ]);
});

test('the address in a request for confirmation confirms without a signature', async () => {
  const topic = await topics.create('links');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/links`;
  const SubscriptionArn = await topics.subscribe(topic, 'http', endpoint);
  await idle();
  const [asked] = posted.splice(0);
  expect((await fetch(asked!.body.SubscribeURL!)).status).toBe(200);
  const command = new GetSubscriptionAttributesCommand({ SubscriptionArn });
  expect((await topics.client.send(command)).Attributes).toMatchObject({
    PendingConfirmation: 'false',
    ConfirmationWasAuthenticated: 'false',
  });
  await topics.publish(topic, 'heard');
  await topics.client.send(new UnsubscribeCommand({ SubscriptionArn }));
  await idle();
  expect(posted.splice(0).map(({ type }) => type)).toEqual([
    'Notification',
    'UnsubscribeConfirmation',
  ]);
});

test('a web server in trouble is asked again after twenty seconds, three times', async () => {
  const topic = await topics.create('trouble');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/trouble`;
  await topics.subscribe(topic, 'http', endpoint);
  await idle();
  await fetch(posted.splice(0)[0]!.body.SubscribeURL!);
  status = 503;
  await topics.publish(topic, 'm');
  await topics.queues.later(600);
  status = 200;
  expect(posted.splice(0)).toHaveLength(4);
});

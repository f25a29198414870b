import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SQSClient,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';

let cloud: TestCloud;
let events: EventBridgeClient;
let sqs: SQSClient;

beforeAll(async () => {
  cloud = await emptyCloud();
  events = new EventBridgeClient(cloud.settings);
  sqs = new SQSClient(cloud.settings);
  await events.send(new CreateEventBusCommand({ Name: 'bus' }));
});
afterAll(() => cloud.stop());

/** A queue; with `open`, EventBridge may send to it. */
async function aQueue(name: string, open: boolean) {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const arn = `arn:aws:sqs:us-east-1:000000000000:${name}`;
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: arn,
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  if (open) await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  const bodies = async () => {
    await cloud.running.dispatcher.untilIdle();
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
      }),
    );
    return Messages;
  };
  return { arn, bodies };
}

async function aRule(name: string, pattern: object, target: object) {
  await events.send(
    new PutRuleCommand({ Name: name, EventBusName: 'bus', EventPattern: JSON.stringify(pattern) }),
  );
  await events.send(
    new PutTargetsCommand({
      Rule: name,
      EventBusName: 'bus',
      Targets: [{ Id: 't', ...target } as never],
    }),
  );
}

const put = (DetailType: string, detail: object) =>
  events.send(
    new PutEventsCommand({
      Entries: [
        { EventBusName: 'bus', Source: 'shop', DetailType, Detail: JSON.stringify(detail) },
      ],
    }),
  );

test('a rule sends what matches, and nothing else', async () => {
  const queue = await aQueue('matching', true);
  await aRule(
    'sold',
    { 'detail-type': ['Sold'], detail: { price: [{ numeric: ['>', 10] }] } },
    { Arn: queue.arn, InputPath: '$.detail.item' },
  );
  await put('Sold', { item: 'cup', price: 5 });
  await put('Sold', { item: 'pot', price: 50 });
  await put('Returned', { item: 'pan', price: 50 });
  expect((await queue.bodies()).map(({ Body }) => Body)).toEqual(['"pot"']);
});

test('a target without permission fails into the dead-letter queue at once', async () => {
  const closed = await aQueue('closed', false);
  const dead = await aQueue('dead', true);
  await aRule(
    'lost',
    { 'detail-type': ['Lost'] },
    { Arn: closed.arn, DeadLetterConfig: { Arn: dead.arn } },
  );
  await put('Lost', { item: 'cup' });
  const [message] = await dead.bodies();
  expect(message?.MessageAttributes?.ERROR_CODE?.StringValue).toBe('AccessDenied');
  expect(message?.MessageAttributes?.ERROR_MESSAGE?.StringValue).toBe(
    'User: events.amazonaws.com is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:us-east-1:000000000000:closed because no resource-based policy allows the sqs:SendMessage action',
  );
});

test('a transformer fills its template; what a path does not find vanishes', async () => {
  const queue = await aQueue('shaped', true);
  await aRule(
    'shape',
    { 'detail-type': ['Shaped'] },
    {
      Arn: queue.arn,
      InputTransformer: {
        InputPathsMap: { item: '$.detail.item', none: '$.detail.none' },
        InputTemplate: '{"text": "a <item><none>", "raw": <item>}',
      },
    },
  );
  await put('Shaped', { item: 'cup' });
  expect((await queue.bodies()).map(({ Body }) => JSON.parse(Body!))).toEqual([
    { text: 'a cup', raw: 'cup' },
  ]);
});

test('a malformed entry is answered as failed, the others go on', async () => {
  const { FailedEntryCount, Entries } = await events.send(
    new PutEventsCommand({
      Entries: [
        { Source: 's', DetailType: 'd', Detail: 'no json' },
        { Source: 's', DetailType: 'd', Detail: '{}' },
      ],
    }),
  );
  expect(FailedEntryCount).toBe(1);
  expect(Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual(['MalformedDetail', undefined]);
});

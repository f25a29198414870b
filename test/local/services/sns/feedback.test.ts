import { createHash } from 'node:crypto';
import { SetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { DeleteQueueCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';
import { Topics } from './support.ts';

let cloud: TestCloud;
let topics: Topics;

beforeAll(async () => {
  cloud = await emptyCloud();
  topics = new Topics(cloud);
});
afterAll(() => cloud.stop());

function call<Output>(service: string, action: string, input: object): Promise<Output> {
  const { cloud: inside } = cloud.running;
  const { accountId } = inside;
  const arn = `arn:aws:iam::${accountId}:root`;
  return inside.call(service, action, input, { kind: 'root', arn, accountId });
}

/** A role by which SNS may write logs, or may not. */
async function role(RoleName: string, Effect = 'Allow'): Promise<string> {
  const policy = (statement: object) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const { Role } = await call<{ Role: { Arn: string } }>('iam', 'CreateRole', {
    RoleName,
    AssumeRolePolicyDocument: policy({
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sts:AssumeRole',
    }),
  });
  await call('iam', 'PutRolePolicy', {
    RoleName,
    PolicyName: 'logs',
    PolicyDocument: policy({ Effect, Action: 'logs:*', Resource: '*' }),
  });
  return Role.Arn;
}

async function feedback(TopicArn: string, names: readonly string[], value: string): Promise<void> {
  for (const AttributeName of names)
    await topics.client.send(
      new SetTopicAttributesCommand({ TopicArn, AttributeName, AttributeValue: value }),
    );
}

async function logged(logGroupName: string): Promise<Record<string, unknown>[]> {
  const { events } = await call<{ events: { message: string }[] }>('logs', 'FilterLogEvents', {
    logGroupName,
  });
  return events.map(({ message }) => JSON.parse(message) as Record<string, unknown>);
}

const ROLES = ['SQSSuccessFeedbackRoleArn', 'SQSFailureFeedbackRoleArn'];

test('deliveries are logged with the role of the topic, failures apart', async () => {
  const topic = await topics.create('logged');
  const group = `sns/${topic.split(':').slice(3).join('/')}`;
  await feedback(topic, ROLES, await role('feedback'));
  const { url } = await topics.listener(topic, 'logged');
  const { MessageId } = await topics.publish(topic, 'arrives');
  expect(await logged(group)).toEqual([
    {
      notification: {
        messageMD5Sum: createHash('md5').update('arrives').digest('hex'),
        messageId: MessageId,
        topicArn: topic,
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/) as string,
      },
      delivery: {
        deliveryId: expect.any(String) as string,
        destination: topics.queues.arn('logged'),
        providerResponse: expect.stringContaining('sqsMessageId') as string,
        dwellTimeMs: expect.any(Number) as number,
        statusCode: 200,
      },
      status: 'SUCCESS',
    },
  ]);
  await topics.queues.client.send(new DeleteQueueCommand({ QueueUrl: url }));
  await topics.publish(topic, 'is lost');
  expect(await logged(`${group}/Failure`)).toMatchObject([
    { status: 'FAILURE', delivery: { attempts: 1, statusCode: 403 } },
  ]);
  expect(await logged(group)).toHaveLength(1);
});

test('so many in a hundred are logged, and none by a role that may not', async () => {
  const topic = await topics.create('unlogged');
  const group = `sns/${topic.split(':').slice(3).join('/')}`;
  await topics.listener(topic, 'unlogged');
  await feedback(topic, ROLES, await role('mute', 'Deny'));
  await topics.publish(topic, 'denied');
  await feedback(topic, ['SQSSuccessFeedbackSampleRate'], '0');
  await feedback(topic, ROLES, await role('speaking'));
  await topics.publish(topic, 'not in the sample');
  await expect(logged(group)).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
});

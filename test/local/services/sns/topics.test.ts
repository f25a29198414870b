import {
  AddPermissionCommand,
  CreateTopicCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTagsForResourceCommand,
  PublishBatchCommand,
  RemovePermissionCommand,
  SetTopicAttributesCommand,
  TagResourceCommand,
  UnsubscribeCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-sns';
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

const attributes = async (TopicArn: string) =>
  (await topics.client.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes!;

test('a topic made again is the same topic, unless its tags differ', async () => {
  const make = (Value: string) =>
    topics.client.send(new CreateTopicCommand({ Name: 'again', Tags: [{ Key: 'a', Value }] }));
  const { TopicArn } = await make('1');
  expect((await make('1')).TopicArn).toBe(TopicArn);
  await expect(make('2')).rejects.toThrow(
    'Invalid parameter: Tags Reason: Topic already exists with different tags',
  );
});

test('a delivery policy holds over what is usual', async () => {
  const TopicArn = await topics.create('policies');
  const set = (AttributeValue: string) =>
    topics.client.send(
      new SetTopicAttributesCommand({ TopicArn, AttributeName: 'DeliveryPolicy', AttributeValue }),
    );
  await set('{"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":5,"maxDelayTarget":6}}}');
  const { DeliveryPolicy, EffectiveDeliveryPolicy } = await attributes(TopicArn);
  expect(JSON.parse(DeliveryPolicy!)).toEqual({
    http: {
      defaultHealthyRetryPolicy: { minDelayTarget: 5, maxDelayTarget: 6 },
      disableSubscriptionOverrides: false,
    },
  });
  expect(JSON.parse(EffectiveDeliveryPolicy!)).toMatchObject({
    http: { defaultHealthyRetryPolicy: { minDelayTarget: 5, numRetries: 3 } },
  });
  await set('');
  expect((await attributes(TopicArn)).DeliveryPolicy).toBeUndefined();
});

test('a permission is a statement of the policy until its label is removed', async () => {
  const TopicArn = await topics.create('shared');
  const add = (ActionName: string[]) =>
    topics.client.send(
      new AddPermissionCommand({
        TopicArn,
        Label: 'readers',
        AWSAccountId: ['111111111111'],
        ActionName,
      }),
    );
  const sids = async () =>
    (
      JSON.parse((await attributes(TopicArn)).Policy!) as { Statement: { Sid: string }[] }
    ).Statement.map(({ Sid }) => Sid);
  await add(['Publish']);
  await expect(add(['Publish'])).rejects.toThrow('Invalid parameter: Statement already exists');
  expect(await sids()).toEqual(['__default_statement_ID', 'readers']);
  await topics.client.send(new RemovePermissionCommand({ TopicArn, Label: 'readers' }));
  await expect(add(['Other'])).rejects.toThrow(
    'Invalid parameter: Policy statement action out of service scope!',
  );
  expect(await sids()).toEqual(['__default_statement_ID']);
});

test('tags are written over and taken away', async () => {
  const ResourceArn = await topics.create('tagged');
  const tag = (Tags: { Key: string; Value: string }[]) =>
    topics.client.send(new TagResourceCommand({ ResourceArn, Tags }));
  await tag([
    { Key: 'a', Value: '1' },
    { Key: 'b', Value: '2' },
  ]);
  await tag([{ Key: 'a', Value: '3' }]);
  await topics.client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['b'] }));
  const { Tags } = await topics.client.send(new ListTagsForResourceCommand({ ResourceArn }));
  expect(Tags).toEqual([{ Key: 'a', Value: '3' }]);
});

test('subscriptions are listed a hundred a page', async () => {
  const TopicArn = await topics.create('pages');
  for (let number = 0; number < 101; number++)
    await topics.subscribe(TopicArn, 'email', `user${number}@example.com`);
  const first = await topics.client.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  const { NextToken } = first;
  const second = await topics.client.send(
    new ListSubscriptionsByTopicCommand({ TopicArn, NextToken }),
  );
  expect([first.Subscriptions?.length, second.Subscriptions?.length]).toEqual([100, 1]);
  expect(first.Subscriptions![0]!.SubscriptionArn).toBe('PendingConfirmation');
});

test('ARNs are refused in the words of AWS', async () => {
  const unsubscribe = (SubscriptionArn: string | undefined) =>
    topics.client.send(new UnsubscribeCommand({ SubscriptionArn }));
  await expect(unsubscribe('randomstring')).rejects.toThrow(
    'Invalid parameter: SubscriptionArn Reason: An ARN must have at least 6 elements, not 1',
  );
  await expect(unsubscribe('arn:aws:sns:us-east-1:111111111111:random')).rejects.toThrow(
    'Invalid parameter: SubscriptionId',
  );
  await expect(unsubscribe(undefined)).rejects.toThrow(
    'Invalid parameter: SubscriptionArn Reason: no value for required parameter',
  );
  await expect(topics.publish('arn:aws:sns:us-east-1:000000000000:none', 'm')).rejects.toThrow(
    'Topic does not exist',
  );
});

test('messages that SNS does not take are refused in its words', async () => {
  const topic = await topics.create('strict');
  await expect(topics.publish(topic, '')).rejects.toThrow('Invalid parameter: Empty message');
  await expect(topics.publish(topic, 'm', { Subject: '' })).rejects.toThrow(
    'Invalid parameter: Subject',
  );
  await expect(topics.publish(topic, '{"sqs":"x"}', { MessageStructure: 'json' })).rejects.toThrow(
    'Invalid parameter: Message Structure - No default entry in JSON message body',
  );
  const refusals: [string, object, string][] = [
    ['a^', { DataType: 'String', StringValue: '1' }, "Invalid non-alphanumeric character '#x5E'"],
    ['a', { DataType: 'String.', StringValue: '1' }, "'a' has an invalid message attribute type"],
    ['a', { DataType: 'Binary', StringValue: '1' }, "with type 'Binary' must use field 'Binary'."],
    ['a..b', { DataType: 'String', StringValue: '1' }, "can not have successive '.' character."],
  ];
  for (const [name, value, text] of refusals)
    await expect(
      topics.publish(topic, 'm', { MessageAttributes: { [name]: value as never } }),
    ).rejects.toThrow(text);
  const entries = ['a', 'b'].map((Id) => ({ Id, Message: 'x'.repeat(140_000) }));
  await expect(
    topics.client.send(
      new PublishBatchCommand({ TopicArn: topic, PublishBatchRequestEntries: entries }),
    ),
  ).rejects.toMatchObject({
    message: 'The length of all the messages put together is more than the limit.',
  });
});

import {
  CheckIfPhoneNumberIsOptedOutCommand,
  CreatePlatformApplicationCommand,
  CreatePlatformEndpointCommand,
  DeletePlatformApplicationCommand,
  GetEndpointAttributesCommand,
  GetPlatformApplicationAttributesCommand,
  GetSMSAttributesCommand,
  GetTopicAttributesCommand,
  ListEndpointsByPlatformApplicationCommand,
  ListPlatformApplicationsCommand,
  PublishCommand,
  SetEndpointAttributesCommand,
  SetSMSAttributesCommand,
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

const SECRETS = { PlatformPrincipal: 'client', PlatformCredential: 'secret' };

async function application(Name: string): Promise<string> {
  const answer = await topics.client.send(
    new CreatePlatformApplicationCommand({ Name, Platform: 'ADM', Attributes: SECRETS }),
  );
  return answer.PlatformApplicationArn!;
}

async function device(PlatformApplicationArn: string, Token: string, CustomUserData?: string) {
  const input = { PlatformApplicationArn, Token, CustomUserData };
  return (await topics.client.send(new CreatePlatformEndpointCommand(input))).EndpointArn!;
}

test('an application keeps its secrets to itself and takes its endpoints along', async () => {
  const arn = await application('shop');
  expect(arn).toBe('arn:aws:sns:us-east-1:000000000000:app/ADM/shop');
  const { Attributes } = await topics.client.send(
    new GetPlatformApplicationAttributesCommand({ PlatformApplicationArn: arn }),
  );
  expect(Attributes).toEqual({ Enabled: 'true' });
  const EndpointArn = await device(arn, 'token');
  await topics.client.send(new DeletePlatformApplicationCommand({ PlatformApplicationArn: arn }));
  const listed = await topics.client.send(new ListPlatformApplicationsCommand({}));
  expect(listed.PlatformApplications!.map((one) => one.PlatformApplicationArn)).not.toContain(arn);
  await expect(
    topics.client.send(new GetEndpointAttributesCommand({ EndpointArn })),
  ).rejects.toThrow('Endpoint does not exist');
});

test('a token registered again is the same endpoint, unless its attributes differ', async () => {
  const arn = await application('news');
  const first = await device(arn, 'token', 'ada');
  expect(await device(arn, 'token', 'ada')).toBe(first);
  await expect(device(arn, 'token', 'bob')).rejects.toThrow(
    `Invalid parameter: Token Reason: Endpoint ${first} already exists with the same Token, but different attributes.`,
  );
  const { Endpoints } = await topics.client.send(
    new ListEndpointsByPlatformApplicationCommand({ PlatformApplicationArn: arn }),
  );
  expect(Endpoints).toEqual([
    {
      EndpointArn: first,
      Attributes: { Enabled: 'true', Token: 'token', CustomUserData: 'ada' },
    },
  ]);
});

test('a device that is disabled is not published to', async () => {
  const TargetArn = await device(await application('chat'), 'token');
  const publish = () => topics.client.send(new PublishCommand({ TargetArn, Message: 'hello' }));
  expect((await publish()).MessageId).toBeDefined();
  const off = { EndpointArn: TargetArn, Attributes: { Enabled: 'False' } };
  await topics.client.send(new SetEndpointAttributesCommand(off));
  await expect(publish()).rejects.toMatchObject({ name: 'EndpointDisabledException' });
});

test('settings of short messages are told as they were set', async () => {
  const set = (attributes: Record<string, string>) =>
    topics.client.send(new SetSMSAttributesCommand({ attributes }));
  await set({ DefaultSMSType: 'Transactional', MonthlySpendLimit: '1' });
  const { attributes } = await topics.client.send(
    new GetSMSAttributesCommand({ attributes: ['DefaultSMSType'] }),
  );
  expect(attributes).toEqual({ DefaultSMSType: 'Transactional' });
  await expect(set({ DefaultSMSType: 'loud' })).rejects.toThrow('DefaultSMSType is invalid');
});

test('only a phone number can have opted out or be published to', async () => {
  const asked = (phoneNumber: string) =>
    topics.client.send(new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber }));
  expect((await asked('+4915100000')).isOptedOut).toBe(false);
  await expect(asked('nobody')).rejects.toThrow('PhoneNumber Reason: input incorrectly formatted');
  const sent = await topics.client.send(
    new PublishCommand({ PhoneNumber: '+4915100000', Message: 'hello' }),
  );
  expect(sent.MessageId).toBeDefined();
});

test('a topic counts its subscriptions a little later', async () => {
  const TopicArn = await topics.create('counted');
  await topics.subscribe(TopicArn, 'sms', '+4915100000');
  const confirmed = async () =>
    (await topics.client.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes!
      .SubscriptionsConfirmed;
  expect(await confirmed()).toBe('0');
  await topics.queues.later(10);
  expect(await confirmed()).toBe('1');
});

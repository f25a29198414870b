import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SQSClient,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import type { Message } from '@aws-sdk/client-sqs';
import type { TestCloud } from '../../support/cloud.ts';

/** A queue that any of the services may send to. */
export interface OpenQueue {
  readonly arn: string;
  readonly url: string;
  /** What has come until nothing is under way any more. */
  messages(): Promise<readonly Message[]>;
}

/** Makes a queue that services may send to. */
export async function anOpenQueue(cloud: TestCloud, name: string): Promise<OpenQueue> {
  const sqs = new SQSClient(cloud.settings);
  const { QueueUrl: url = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const arn = `arn:aws:sqs:us-east-1:000000000000:${name}`;
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: arn,
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { Policy } }));
  return {
    arn,
    url,
    messages: async () => {
      await cloud.running.dispatcher.untilIdle();
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: url,
          MaxNumberOfMessages: 10,
          MessageAttributeNames: ['All'],
        }),
      );
      return Messages;
    },
  };
}

/** Makes a role that a service may assume and that may do the actions. */
export async function aRole(
  cloud: TestCloud,
  name: string,
  { service, actions }: { readonly service: string; readonly actions: readonly string[] },
): Promise<string> {
  const iam = new IAMClient(cloud.settings);
  const trust = { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' };
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: name,
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
    }),
  );
  const allowed = { Effect: 'Allow', Action: actions, Resource: '*' };
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: name,
      PolicyName: 'p',
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [allowed] }),
    }),
  );
  return Role!.Arn!;
}

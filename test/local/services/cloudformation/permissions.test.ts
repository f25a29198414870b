/** Roles and policies of stacks: what they grant, and by which tags. */
import { CreateStackCommand, UpdateStackCommand } from '@aws-sdk/client-cloudformation';
import { ListTagsForResourceCommand, SFNClient } from '@aws-sdk/client-sfn';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asRole, emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';
import { stacksOf } from './support.ts';

let cloud: TestCloud;
let stacks: ReturnType<typeof stacksOf>;

beforeAll(async () => {
  cloud = await emptyCloud();
  stacks = stacksOf(cloud);
});
afterAll(() => cloud.stop());

const NAMED = { Capabilities: ['CAPABILITY_NAMED_IAM' as const] };
const ROOT = { AWS: 'arn:aws:iam::000000000000:root' };

function role(Principal: object, properties: object = {}) {
  const Statement = { Effect: 'Allow', Principal, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = { Version: '2012-10-17', Statement };
  return { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument, ...properties } };
}

const allow = (Action: string, Condition?: object) => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action, Resource: '*', Condition },
});

async function deploy(StackName: string, Resources: object): Promise<string | undefined> {
  const input = { StackName, TemplateBody: JSON.stringify({ Resources }), ...NAMED };
  const there = await stacks.stack(StackName).catch(() => undefined);
  await stacks.client.send(there ? new UpdateStackCommand(input) : new CreateStackCommand(input));
  return (await stacks.settled(StackName)).StackStatus;
}

const queuesAs = (name: string) =>
  new SQSClient(asRole(cloud, `arn:aws:iam::000000000000:role/${name}`)).send(
    new ListQueuesCommand({}),
  );

test('a managed policy grants, and grants otherwise once it is changed', async () => {
  const with_ = (action: string) => ({
    Role: role(ROOT, { RoleName: 'reader' }),
    Policy: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { PolicyDocument: JSON.stringify(allow(action)), Roles: [{ Ref: 'Role' }] },
    },
  });
  expect(await deploy('managed', with_('sqs:ListQueues'))).toBe('CREATE_COMPLETE');
  await queuesAs('reader');
  expect(await deploy('managed', with_('sqs:SendMessage'))).toBe('UPDATE_COMPLETE');
  await expect(queuesAs('reader')).rejects.toThrow('not authorized');
});

test("a policy reads a role's tags, also after they changed", async () => {
  const tagged = (Value: string) => ({
    Role: role(ROOT, {
      RoleName: 'tagged',
      Tags: [{ Key: 'team', Value }],
      Policies: [
        {
          PolicyName: 'p',
          PolicyDocument: allow('sqs:ListQueues', {
            StringEquals: { 'aws:PrincipalTag/team': 'ml' },
          }),
        },
      ],
    }),
  });
  await deploy('tagged', tagged('ml'));
  await queuesAs('tagged');
  await deploy('tagged', tagged('other'));
  await expect(queuesAs('tagged')).rejects.toThrow('not authorized');
});

test('a service may be named by its region, and a state machine has tags', async () => {
  const machine = (Value: string) => ({
    Role: role({ Service: 'states.us-east-1.amazonaws.com' }),
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Definition: { StartAt: 'A', States: { A: { Type: 'Succeed' } } },
        StateMachineName: 'machine',
        Tags: [{ Key: 'team', Value }],
      },
    },
  });
  const tags = async () => {
    const resourceArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:machine';
    const sfn = new SFNClient(cloud.settings);
    return (await sfn.send(new ListTagsForResourceCommand({ resourceArn }))).tags;
  };
  expect(await deploy('machine', machine('ml'))).toBe('CREATE_COMPLETE');
  expect(await tags()).toEqual([{ key: 'team', value: 'ml' }]);
  expect(await deploy('machine', machine('ops'))).toBe('UPDATE_COMPLETE');
  expect(await tags()).toEqual([{ key: 'team', value: 'ops' }]);
});

test('a service of another region is not let in', async () => {
  const Role = role({ Service: 'states.eu-west-1.amazonaws.com' });
  const Machine = {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: {
      RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
      Definition: { StartAt: 'A', States: { A: { Type: 'Succeed' } } },
    },
  };
  expect(await deploy('elsewhere', { Role, Machine })).toBe('ROLLBACK_COMPLETE');
});

/** Change sets: what a deployment would do, and the doing. */
import {
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  ExecuteChangeSetCommand,
  ListChangeSetsCommand,
} from '@aws-sdk/client-cloudformation';
import type { CreateChangeSetCommandInput } from '@aws-sdk/client-cloudformation';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';
import { stacksOf, withQueue } from './support.ts';

let cloud: TestCloud;
let stacks: ReturnType<typeof stacksOf>;

beforeEach(async () => {
  cloud = await emptyCloud();
  stacks = stacksOf(cloud);
});
afterEach(() => cloud.stop());

const set = { StackName: 'one', ChangeSetName: 'next' };
const topic = { Topic: { Type: 'AWS::SNS::Topic' } };

function propose(TemplateBody: string, more: Partial<CreateChangeSetCommandInput> = {}) {
  return stacks.client.send(new CreateChangeSetCommand({ ...set, TemplateBody, ...more }));
}

async function deploy(TemplateBody: string, more: Partial<CreateChangeSetCommandInput> = {}) {
  const { Id } = await propose(TemplateBody, more);
  await stacks.client.send(new ExecuteChangeSetCommand({ ChangeSetName: Id }));
  return stacks.settled('one');
}

const described = () => stacks.client.send(new DescribeChangeSetCommand(set));

test('a stack that is announced has nothing, until its change set is executed', async () => {
  await propose(withQueue(), { ChangeSetType: 'CREATE' });
  expect((await stacks.stack('one')).StackStatus).toBe('REVIEW_IN_PROGRESS');
  expect(await described()).toMatchObject({
    Status: 'CREATE_COMPLETE',
    ExecutionStatus: 'AVAILABLE',
    Changes: [{ Type: 'Resource', ResourceChange: { Action: 'Add', LogicalResourceId: 'Queue' } }],
  });
  await stacks.client.send(new ExecuteChangeSetCommand(set));
  expect((await stacks.settled('one')).StackStatus).toBe('CREATE_COMPLETE');
});

test('it tells what is added, changed, replaced and removed', async () => {
  await deploy(withQueue({}, { ...topic, Other: { Type: 'AWS::SQS::Queue' } }), {
    ChangeSetType: 'CREATE',
  });
  const other = { Other: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'x' } } };
  const bus = { Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'bus' } } };
  await propose(withQueue({ DelaySeconds: 1 }, { ...other, ...bus }));
  const { Changes } = await described();
  expect(
    Changes!.map(({ ResourceChange: { Action, LogicalResourceId, Replacement } = {} }) => [
      Action,
      LogicalResourceId,
      Replacement,
    ]),
  ).toEqual([
    ['Modify', 'Queue', 'False'],
    ['Modify', 'Other', 'True'],
    ['Add', 'Bus', undefined],
    ['Remove', 'Topic', undefined],
  ]);
  await stacks.client.send(new ExecuteChangeSetCommand(set));
  expect((await stacks.settled('one')).StackStatus).toBe('UPDATE_COMPLETE');
});

test('one without changes fails, in the words that deploying clients look for', async () => {
  await deploy(withQueue(), { ChangeSetType: 'CREATE' });
  await propose(withQueue());
  expect(await described()).toMatchObject({
    Status: 'FAILED',
    StatusReason: expect.stringMatching(/^The submitted information didn't contain changes\./),
  });
  await expect(stacks.client.send(new ExecuteChangeSetCommand(set))).rejects.toMatchObject({
    name: 'InvalidChangeSetStatusException',
  });
});

test('those of a stack are listed, deleted, and gone once one is executed', async () => {
  await deploy(withQueue(), { ChangeSetType: 'CREATE' });
  const names = async () => {
    const { Summaries } = await stacks.client.send(new ListChangeSetsCommand(set));
    return Summaries!.map(({ ChangeSetName }) => ChangeSetName);
  };
  for (const ChangeSetName of ['a', 'b', 'next'])
    await propose(withQueue({ DelaySeconds: 5 }), { ChangeSetName });
  for (const _ of ['once', 'again'])
    await stacks.client.send(new DeleteChangeSetCommand({ ...set, ChangeSetName: 'a' }));
  expect(await names()).toEqual(['b', 'next']);
  await stacks.client.send(new ExecuteChangeSetCommand(set));
  expect(await names()).toEqual([]);
  await expect(described()).rejects.toMatchObject({ name: 'ChangeSetNotFoundException' });
});

test.each([
  [{}, 'Stack [one] does not exist'],
  [{ ChangeSetType: 'IMPORT' as const }, 'does not offer change sets that import resources'],
])('refused where no stack is: %j', async (more, message) => {
  await expect(propose(withQueue(), more)).rejects.toThrow(message);
});

test('a stack that is there is not created again', async () => {
  await deploy(withQueue(), { ChangeSetType: 'CREATE' });
  await expect(propose(withQueue(), { ChangeSetType: 'CREATE' })).rejects.toThrow(
    'Stack [one] already exists and cannot be created again with the changeSet [next].',
  );
});

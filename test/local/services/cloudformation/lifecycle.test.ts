/** How stacks come, change and go over CloudFormation's own API. */
import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackResourceCommand,
  DescribeStackResourcesCommand,
  GetTemplateCommand,
  ListExportsCommand,
  ListImportsCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  UpdateStackCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import {
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';
import { stacksOf, withQueue } from './support.ts';

let cloud: TestCloud;
let stacks: ReturnType<typeof stacksOf>;
let sqs: SQSClient;

beforeEach(async () => {
  cloud = await emptyCloud();
  stacks = stacksOf(cloud);
  sqs = new SQSClient(cloud.settings);
});
afterEach(() => cloud.stop());

const badTopic = { Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'no good!' } } };
const afterQueue = { Topic: { ...badTopic.Topic, DependsOn: 'Queue' } };

async function create(StackName: string, TemplateBody: string, more: object = {}) {
  const { StackId } = await stacks.client.send(
    new CreateStackCommand({ StackName, TemplateBody, ...more }),
  );
  return { StackId: StackId!, ...(await stacks.settled(StackId!)) };
}

async function update(StackName: string, TemplateBody: string, more: object = {}) {
  await stacks.client.send(new UpdateStackCommand({ StackName, TemplateBody, ...more }));
  return stacks.settled(StackName);
}

const queues = async () => (await sqs.send(new ListQueuesCommand({}))).QueueUrls ?? [];

async function delayOf(QueueUrl: string | undefined) {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['DelaySeconds'] }),
  );
  return Attributes!.DelaySeconds;
}

test('a stack is made in the background, and tells of every step', async () => {
  const Tags = [{ Key: 'team', Value: 'ml' }];
  const { StackStatus, Outputs, ...stack } = await create('one', withQueue(), { Tags });
  expect(StackStatus).toBe('CREATE_COMPLETE');
  expect(stack.Tags).toEqual(Tags);
  expect(await queues()).toEqual([Outputs![0]!.OutputValue]);
  expect(await stacks.events('one')).toEqual([
    'one CREATE_IN_PROGRESS',
    'Queue CREATE_IN_PROGRESS',
    'Queue CREATE_COMPLETE',
    'one CREATE_COMPLETE',
  ]);
});

test('what a stack is made of can be asked for', async () => {
  const body = withQueue();
  await create('one', body);
  const of = { StackName: 'one', LogicalResourceId: 'Queue' };
  const { client } = stacks;
  const { StackResourceDetail } = await client.send(new DescribeStackResourceCommand(of));
  const { StackResources } = await client.send(new DescribeStackResourcesCommand(of));
  const { StackResourceSummaries } = await client.send(new ListStackResourcesCommand(of));
  const told = { LogicalResourceId: 'Queue', ResourceStatus: 'CREATE_COMPLETE' };
  for (const one of [StackResourceDetail, StackResources![0], StackResourceSummaries![0]])
    expect(one).toMatchObject(told);
  expect((await client.send(new GetTemplateCommand(of))).TemplateBody).toBe(body);
  await expect(
    client.send(new DescribeStackResourceCommand({ ...of, LogicalResourceId: 'Nope' })),
  ).rejects.toThrow('Resource Nope does not exist for stack one');
});

test('a creation that fails is taken back', async () => {
  const stack = await create('one', withQueue({}, afterQueue));
  expect(stack).toMatchObject({
    StackStatus: 'ROLLBACK_COMPLETE',
    StackStatusReason:
      'The following resource(s) failed to create: [Topic]. Rollback requested by user.',
  });
  expect(await queues()).toEqual([]);
});

test.each([
  ['DO_NOTHING', 'CREATE_FAILED', 1],
  ['DELETE', 'DELETE_COMPLETE', 0],
] as const)('on failure %s it is %s', async (OnFailure, status, left) => {
  const { StackStatus } = await create('one', withQueue({}, afterQueue), { OnFailure });
  expect(StackStatus).toBe(status);
  expect(await queues()).toHaveLength(left);
});

test('an update changes what can be changed, and leaves the rest', async () => {
  const { Outputs } = await create('one', withQueue());
  const url = Outputs![0]!.OutputValue;
  const stack = await update('one', withQueue({ DelaySeconds: 7 }));
  expect(stack.StackStatus).toBe('UPDATE_COMPLETE');
  expect(stack.LastUpdatedTime).toBeDefined();
  expect(await queues()).toEqual([url]);
  expect(await delayOf(url)).toBe('7');
});

test('a property for life makes another resource; the old one goes when all is done', async () => {
  const { Outputs } = await create('one', withQueue());
  const stack = await update('one', withQueue({ QueueName: 'other' }));
  expect(await queues()).toEqual([stack.Outputs![0]!.OutputValue]);
  expect(await queues()).not.toEqual([Outputs![0]!.OutputValue]);
  expect((await stacks.events('one')).slice(-4)).toEqual([
    'Queue UPDATE_COMPLETE',
    'Queue DELETE_IN_PROGRESS',
    'Queue DELETE_COMPLETE',
    'one UPDATE_COMPLETE',
  ]);
});

test.each([
  ['changed', { DelaySeconds: 7 }],
  ['replaced', { QueueName: 'other' }],
])('an update that fails is taken back: the queue that was %s is as before', async (_, change) => {
  const { Outputs } = await create('one', withQueue({ DelaySeconds: 3 }));
  const url = Outputs![0]!.OutputValue;
  const stack = await update('one', withQueue(change, afterQueue));
  expect(stack.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(await queues()).toEqual([url]);
  expect(await delayOf(url)).toBe('3');
  expect((await update('one', withQueue({ DelaySeconds: 9 }))).StackStatus).toBe('UPDATE_COMPLETE');
  expect(await delayOf(url)).toBe('9');
});

test('a resource whose change failed is told to be as it was', async () => {
  const topic = { Topic: { Type: 'AWS::SNS::Topic' } };
  await create('one', withQueue({}, topic));
  await update('one', withQueue({}, badTopic));
  const of = { StackName: 'one', LogicalResourceId: 'Topic' };
  const { StackResourceDetail } = await stacks.client.send(new DescribeStackResourceCommand(of));
  expect(StackResourceDetail!.ResourceStatus).toBe('UPDATE_COMPLETE');
});

test('a resource goes by the policy of the template in which it was', async () => {
  const kept = { Type: 'AWS::SQS::Queue', DeletionPolicy: 'Retain' };
  const gone = { Type: 'AWS::SQS::Queue' };
  await create('one', withQueue({}, { Kept: kept, Gone: gone }));
  await update('one', withQueue());
  expect((await queues()).map((url) => /one-(\w+)-/.exec(url)![1]).sort()).toEqual([
    'Kept',
    'Queue',
  ]);
  expect(await stacks.events('one')).toContain('Kept DELETE_SKIPPED');
});

test('a deleted stack is found by its id, and its name is free', async () => {
  const { StackId } = await create('one', withQueue());
  await stacks.client.send(new DeleteStackCommand({ StackName: 'one' }));
  expect(await stacks.settled(StackId)).toMatchObject({ StackStatus: 'DELETE_COMPLETE' });
  await expect(stacks.stack('one')).rejects.toThrow('Stack with id one does not exist');
  expect((await stacks.events(StackId)).at(-1)).toBe('one DELETE_COMPLETE');
  expect((await create('one', withQueue())).StackId).not.toBe(StackId);
  const { StackSummaries } = await stacks.client.send(new ListStacksCommand({}));
  expect(StackSummaries!.map(({ StackStatus }) => StackStatus).sort()).toEqual([
    'CREATE_COMPLETE',
    'DELETE_COMPLETE',
  ]);
});

test('a protected stack is not deleted', async () => {
  await create('one', withQueue(), { EnableTerminationProtection: true });
  const remove = new DeleteStackCommand({ StackName: 'one' });
  await expect(stacks.client.send(remove)).rejects.toThrow(
    'Stack [one] cannot be deleted while TerminationProtection is enabled',
  );
  await stacks.client.send(
    new UpdateTerminationProtectionCommand({
      StackName: 'one',
      EnableTerminationProtection: false,
    }),
  );
  await stacks.client.send(remove);
  await cloud.running.dispatcher.untilIdle();
  expect(await queues()).toEqual([]);
});

test('an export stays while another stack reads it', async () => {
  const template = JSON.parse(withQueue()) as { Outputs: { Url: object } };
  template.Outputs.Url = { Value: { Ref: 'Queue' }, Export: { Name: 'url' } };
  await create('one', JSON.stringify(template));
  const Value = { 'Fn::ImportValue': 'url' };
  const reader = { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value } };
  await create('two', JSON.stringify({ Resources: { Reader: reader } }));
  const { Exports } = await stacks.client.send(new ListExportsCommand({}));
  expect(Exports).toMatchObject([{ Name: 'url', Value: (await queues())[0] }]);
  const imports = new ListImportsCommand({ ExportName: 'url' });
  expect((await stacks.client.send(imports)).Imports).toEqual(['two']);
  await stacks.client.send(new DeleteStackCommand({ StackName: 'one' }));
  expect(await stacks.settled('one')).toMatchObject({
    StackStatus: 'DELETE_FAILED',
    StackStatusReason: 'Export url cannot be deleted as it is in use by two',
  });
  expect(
    (await update('one', withQueue()).catch((error: Error) => error.message)) as string,
  ).toContain('is in DELETE_FAILED state and can not be updated');
});

test('what somebody removed before is no reason to fail', async () => {
  const { StackId } = await create('one', withQueue());
  await sqs.send(new DeleteQueueCommand({ QueueUrl: (await queues())[0] }));
  await stacks.client.send(new DeleteStackCommand({ StackName: 'one' }));
  expect(await stacks.settled(StackId)).toMatchObject({ StackStatus: 'DELETE_COMPLETE' });
});

test('a stack that a crash left on its way goes on', async () => {
  const { StackId } = await create('one', withQueue());
  const { db, outbox } = cloud.running.cloud;
  db.run("UPDATE cloudformation_stacks SET status = 'DELETE_IN_PROGRESS'");
  outbox.send('cloudformation.carry-on', { stackId: StackId });
  outbox.send('cloudformation.carry-on', { stackId: StackId });
  expect(await stacks.settled(StackId)).toMatchObject({ StackStatus: 'DELETE_COMPLETE' });
  expect(await queues()).toEqual([]);
});

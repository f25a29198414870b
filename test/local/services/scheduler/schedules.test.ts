import {
  CreateScheduleCommand,
  CreateScheduleGroupCommand,
  DeleteScheduleGroupCommand,
  GetScheduleCommand,
  ListScheduleGroupsCommand,
  ListSchedulesCommand,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import type { CreateScheduleCommandInput } from '@aws-sdk/client-scheduler';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';
import { anOpenQueue, aRole } from '../events/support.ts';

let cloud: TestCloud;
let scheduler: SchedulerClient;
let RoleArn: string;

beforeAll(async () => {
  cloud = await emptyCloud();
  scheduler = new SchedulerClient(cloud.settings);
  RoleArn = await aRole(cloud, 'scheduler', {
    service: 'scheduler.amazonaws.com',
    actions: ['sqs:SendMessage', 'ssm:PutParameter'],
  });
});
afterAll(() => cloud.stop());

const create = (input: Partial<CreateScheduleCommandInput>) =>
  scheduler.send(
    new CreateScheduleCommand({
      Name: 's',
      ScheduleExpression: 'rate(1 hour)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: undefined,
      ...input,
    }),
  );
const later = (hours: number) =>
  cloud.running.dispatcher.advanceTo(cloud.running.cloud.world.now() + hours * 3_600_000);
const inHours = (hours: number) => new Date(cloud.running.cloud.world.now() + hours * 3_600_000);

test('a schedule runs between its start and its end, and says when and as what', async () => {
  const queue = await anOpenQueue(cloud, 'hourly');
  const Input = '{"at": "<aws.scheduler.scheduled-time>", "try": "<aws.scheduler.attempt-number>"}';
  const start = inHours(2);
  await create({
    Name: 'hourly',
    Target: { Arn: queue.arn, RoleArn, Input },
    StartDate: start,
    EndDate: inHours(3.5),
    ActionAfterCompletion: 'DELETE',
  });
  await later(6);
  const at = (date: Date) => date.toISOString().replace('.000', '');
  expect((await queue.messages()).map(({ Body = '' }) => JSON.parse(Body) as object)).toEqual([
    { at: at(new Date(start.getTime() + 3_600_000)), try: '1' },
  ]);
  await expect(scheduler.send(new GetScheduleCommand({ Name: 'hourly' }))).rejects.toThrow(
    'Schedule hourly does not exist.',
  );
});

test('a one-time schedule in a flexible window runs once within it', async () => {
  const queue = await anOpenQueue(cloud, 'once');
  const at = inHours(1).toISOString().slice(0, 19);
  await create({
    Name: 'once',
    ScheduleExpression: `at(${at})`,
    FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 30 },
    Target: { Arn: queue.arn, RoleArn },
  });
  await later(0.9);
  expect(await queue.messages()).toEqual([]);
  await later(0.7);
  expect(await queue.messages()).toHaveLength(1);
});

test('a universal target is a call of any action', async () => {
  await create({
    Name: 'universal',
    Target: {
      Arn: 'arn:aws:scheduler:::aws-sdk:ssm:putParameter',
      RoleArn,
      Input: '{"Name": "/made", "Value": "yes", "Type": "String"}',
    },
    EndDate: inHours(1.5),
  });
  await later(2);
  const { Parameter } = await new SSMClient(cloud.settings).send(
    new GetParameterCommand({ Name: '/made' }),
  );
  expect(Parameter?.Value).toBe('yes');
});

test('what a target refuses is a dead letter that says why', async () => {
  const dead = await anOpenQueue(cloud, 'dead-letters');
  const Arn = 'arn:aws:sqs:us-east-1:000000000000:missing';
  await create({
    Name: 'lost',
    Target: { Arn, RoleArn, Input: '"x"', DeadLetterConfig: { Arn: dead.arn } },
    EndDate: inHours(1.5),
  });
  await later(2);
  const [message] = await dead.messages();
  expect(message?.Body).toBe('"x"');
  expect(message?.MessageAttributes?.TARGET_ARN?.StringValue).toBe(Arn);
  expect(message?.MessageAttributes?.ERROR_CODE?.StringValue).toMatch(/Queue/);
});

test('a role that Scheduler may not assume is refused', async () => {
  const Target = { Arn: 'arn:aws:sqs:us-east-1:000000000000:q', RoleArn: 'arn:aws:iam::0:role/x' };
  const role = Target.RoleArn.replace('::0:', '::000000000000:');
  await expect(create({ Target: { ...Target, RoleArn: role } })).rejects.toThrow(
    'The execution role you provide must allow AWS EventBridge Scheduler to assume the role.',
  );
});

test('groups hold schedules, and take them along', async () => {
  await scheduler.send(new CreateScheduleGroupCommand({ Name: 'g' }));
  const queue = await anOpenQueue(cloud, 'grouped');
  const Target = { Arn: queue.arn, RoleArn };
  for (const Name of ['a', 'b']) await create({ Name, GroupName: 'g', Target });
  await expect(create({ Name: 'a', GroupName: 'g', Target })).rejects.toThrow(
    'Schedule a already exists.',
  );
  await scheduler.send(
    new UpdateScheduleCommand({
      Name: 'b',
      GroupName: 'g',
      Target,
      State: 'DISABLED',
      ScheduleExpression: 'rate(1 day)',
      FlexibleTimeWindow: { Mode: 'OFF' },
    }),
  );
  const list = (input: object) =>
    scheduler.send(new ListSchedulesCommand({ GroupName: 'g', ...input }));
  expect((await list({ State: 'DISABLED' })).Schedules?.map(({ Name }) => Name)).toEqual(['b']);
  const { NextToken } = await list({ MaxResults: 1 });
  expect((await list({ NextToken })).Schedules?.map(({ Name }) => Name)).toEqual(['b']);
  const groups = await scheduler.send(new ListScheduleGroupsCommand({}));
  expect(groups.ScheduleGroups?.map(({ Name }) => Name)).toEqual(['default', 'g']);
  await scheduler.send(new DeleteScheduleGroupCommand({ Name: 'g' }));
  expect((await list({})).Schedules).toEqual([]);
  await expect(create({ Name: 'c', GroupName: 'g', Target })).rejects.toThrow(
    'Schedule group g does not exist.',
  );
});

import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  ListEventBusesCommand,
  ListRuleNamesByTargetCommand,
  ListRulesCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemovePermissionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateEventBusCommand,
} from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';
import { anOpenQueue, aRole } from './support.ts';

let cloud: TestCloud;
let events: EventBridgeClient;
const EventPattern = '{"source": ["shop"]}';

beforeAll(async () => {
  cloud = await emptyCloud();
  events = new EventBridgeClient(cloud.settings);
});
afterAll(() => cloud.stop());

const aBus = (Name: string) => events.send(new CreateEventBusCommand({ Name }));

test('buses are described, changed and listed page by page', async () => {
  await events.send(new CreateEventBusCommand({ Name: 'paged-a', Description: 'first' }));
  await aBus('paged-b');
  await events.send(new UpdateEventBusCommand({ Name: 'paged-b', Description: 'second' }));
  const first = await events.send(new ListEventBusesCommand({ NamePrefix: 'paged', Limit: 1 }));
  const { NextToken } = first;
  const second = await events.send(
    new ListEventBusesCommand({ NamePrefix: 'paged', Limit: 1, NextToken }),
  );
  expect(first.EventBuses?.map(({ Description }) => Description)).toEqual(['first']);
  expect(second.EventBuses?.map(({ Description }) => Description)).toEqual(['second']);
  expect(second.NextToken).toBeUndefined();
});

test('a bus with rules cannot be deleted, and rules on a schedule need the default bus', async () => {
  await aBus('busy');
  await events.send(new PutRuleCommand({ Name: 'r', EventBusName: 'busy', EventPattern }));
  await expect(events.send(new DeleteEventBusCommand({ Name: 'busy' }))).rejects.toThrow(
    "EventBus can't be deleted since it has rules.",
  );
  await expect(
    events.send(
      new PutRuleCommand({ Name: 's', EventBusName: 'busy', ScheduleExpression: 'rate(1 day)' }),
    ),
  ).rejects.toThrow('ScheduleExpression is supported only on the default event bus.');
});

test('permissions are statements of the policy of a bus', async () => {
  await aBus('shared');
  const permit = { EventBusName: 'shared', Action: 'events:PutEvents', Principal: '111122223333' };
  await events.send(new PutPermissionCommand({ ...permit, StatementId: 'one' }));
  await events.send(new PutPermissionCommand({ ...permit, StatementId: 'one', Principal: '*' }));
  const { Policy = '' } = await events.send(new DescribeEventBusCommand({ Name: 'shared' }));
  expect(JSON.parse(Policy)).toMatchObject({ Statement: [{ Sid: 'one', Principal: '*' }] });
  await events.send(new RemovePermissionCommand({ EventBusName: 'shared', StatementId: 'one' }));
  await expect(
    events.send(new RemovePermissionCommand({ EventBusName: 'shared', StatementId: 'one' })),
  ).rejects.toThrow('Statement with the provided id does not exist.');
});

test('a permission of a statement is one to put events', async () => {
  await aBus('narrow');
  const permit = { EventBusName: 'narrow', StatementId: 'one', Principal: '111122223333' };
  await expect(
    events.send(new PutPermissionCommand({ ...permit, Action: 'events:DeleteRule' })),
  ).rejects.toThrow("Provided value in parameter 'action' is not supported.");
});

test('names of buses have no slash: the others are those of partners, who are not here', async () => {
  await expect(aBus('shop/orders')).rejects.toThrow(/^Event bus name must not contain '\/'\.$/);
  const Name = 'aws.partner/shop/orders';
  await expect(
    events.send(new CreateEventBusCommand({ Name, EventSourceName: Name })),
  ).rejects.toMatchObject({ name: 'UnknownOperationException' });
});

test.each(['nonsense', 'arn:aws:s3:::bucket'])('%s is no target of a rule', async (Arn) => {
  await events.send(new PutRuleCommand({ Name: 'aimless', EventPattern }));
  await expect(
    events.send(new PutTargetsCommand({ Rule: 'aimless', Targets: [{ Id: 't', Arn }] })),
  ).rejects.toThrow(
    `Parameter ${Arn} is not valid. Reason: Provided Arn is not in correct format.`,
  );
});

test('tags go with the rule they were put on', async () => {
  const put = () => events.send(new PutRuleCommand({ Name: 'tagged', EventPattern }));
  const { RuleArn: ResourceARN } = await put();
  const Tags = ['a', 'b'].map((Key) => ({ Key, Value: Key }));
  await events.send(new TagResourceCommand({ ResourceARN, Tags }));
  await events.send(new UntagResourceCommand({ ResourceARN, TagKeys: ['b', 'none'] }));
  const list = () => events.send(new ListTagsForResourceCommand({ ResourceARN }));
  expect((await list()).Tags).toEqual([{ Key: 'a', Value: 'a' }]);
  await events.send(new DeleteRuleCommand({ Name: 'tagged' }));
  await expect(list()).rejects.toThrow('Rule tagged does not exist on EventBus default.');
  await put();
  expect((await list()).Tags).toEqual([]);
});

test('rules are listed by bus and by target, page by page', async () => {
  await aBus('listed');
  const queue = await anOpenQueue(cloud, 'listed');
  for (const Name of ['r1', 'r2', 'r3']) {
    const rule = { EventBusName: 'listed', Name };
    await events.send(new PutRuleCommand({ ...rule, EventPattern }));
    const Targets = [{ Id: 't', Arn: queue.arn }];
    await events.send(new PutTargetsCommand({ Rule: Name, EventBusName: 'listed', Targets }));
  }
  const { Rules, NextToken } = await events.send(
    new ListRulesCommand({ EventBusName: 'listed', Limit: 2 }),
  );
  expect(Rules?.map(({ Name }) => Name)).toEqual(['r1', 'r2']);
  const byTarget = await events.send(
    new ListRuleNamesByTargetCommand({ TargetArn: queue.arn, EventBusName: 'listed', NextToken }),
  );
  expect(byTarget.RuleNames).toEqual(['r3']);
});

test('targets are checked before any is written', async () => {
  await events.send(new PutRuleCommand({ Name: 'checked', EventPattern }));
  const { arn: Arn } = await anOpenQueue(cloud, 'checked');
  const put = (target: object) =>
    events.send(new PutTargetsCommand({ Rule: 'checked', Targets: [{ Id: 't', Arn, ...target }] }));
  const template = { InputPathsMap: { a: '$.detail' }, InputTemplate: '"<a> <b>"' };
  await expect(put({ InputTransformer: template })).rejects.toThrow(
    'InputTemplate for target t contains invalid placeholder b.',
  );
  await expect(put({ Id: '!' })).rejects.toThrow(
    "1 validation error detected: Value '!' at 'targets.1.member.id' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+",
  );
  await expect(put({ Input: 'no json' })).rejects.toThrow(
    'JSON syntax error in input for target t',
  );
  await expect(put({ Arn: 'arn:aws:states:us-east-1:0:stateMachine:m' })).rejects.toThrow(
    'RoleArn is required for target arn:aws:states:us-east-1:0:stateMachine:m.',
  );
  const { Targets } = await events.send(new ListTargetsByRuleCommand({ Rule: 'checked' }));
  expect(Targets).toEqual([]);
});

test('entries with a source of AWS are refused, those to an unknown bus vanish', async () => {
  const entry = { DetailType: 'd', Detail: '{}' };
  const { Entries } = await events.send(
    new PutEventsCommand({
      Entries: [
        { ...entry, Source: 'aws.shop' },
        { ...entry, Source: 'shop', EventBusName: 'nowhere' },
        { ...entry, Source: '' },
      ],
    }),
  );
  expect(Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
    'NotAuthorizedForSourceException',
    undefined,
    'InvalidArgument',
  ]);
});

test('an event that is sent on to another bus stays the same event', async () => {
  await aBus('from');
  await aBus('to');
  const RoleArn = await aRole(cloud, 'forwarder', {
    service: 'events.amazonaws.com',
    actions: ['events:PutEvents'],
  });
  const queue = await anOpenQueue(cloud, 'forwarded');
  const to = 'arn:aws:events:us-east-1:000000000000:event-bus/to';
  for (const [EventBusName, target] of [
    ['from', { Arn: to, RoleArn }],
    ['to', { Arn: queue.arn }],
  ] as const) {
    await events.send(new PutRuleCommand({ Name: 'on', EventBusName, EventPattern }));
    const Targets = [{ Id: 't', ...target }];
    await events.send(new PutTargetsCommand({ Rule: 'on', EventBusName, Targets }));
  }
  const entry = { Source: 'shop', DetailType: 'd', Detail: '{}', EventBusName: 'from' };
  const { Entries } = await events.send(new PutEventsCommand({ Entries: [entry] }));
  const [message] = await queue.messages();
  expect(JSON.parse(message!.Body!)).toMatchObject({ id: Entries![0]!.EventId, source: 'shop' });
});

test('objects lose their quotes in a text, and break an object', async () => {
  await events.send(new PutRuleCommand({ Name: 'shaped', EventPattern: '{"source": ["shape"]}' }));
  const [text, object] = [await anOpenQueue(cloud, 'text'), await anOpenQueue(cloud, 'object')];
  const transformed = (Id: string, Arn: string, InputTemplate: string) => ({
    Id,
    Arn,
    InputTransformer: {
      InputPathsMap: { it: '$.detail', list: '$.detail.list', none: '$.detail.none' },
      InputTemplate,
    },
  });
  await events.send(
    new PutTargetsCommand({
      Rule: 'shaped',
      Targets: [
        transformed('a', text.arn, '"<it> <list> <none>."'),
        transformed('b', object.arn, '{"in": "<it>"}'),
        transformed('c', object.arn, '{"it": <list>, "none": <none>}'),
      ],
    }),
  );
  const Detail = '{"list": ["x", "y"]}';
  await events.send(
    new PutEventsCommand({ Entries: [{ Source: 'shape', DetailType: 'd', Detail }] }),
  );
  expect((await text.messages()).map(({ Body }) => Body)).toEqual(['"{list:[x,y]} [x,y] ."']);
  expect((await object.messages()).map(({ Body }) => Body)).toEqual([
    '{"it": ["x","y"], "none": ""}',
  ]);
});

test('a rule on a schedule fires while it is enabled', async () => {
  const queue = await anOpenQueue(cloud, 'hourly');
  const rule = { Name: 'hourly', ScheduleExpression: 'cron(0 * * * ? *)' };
  await events.send(new PutRuleCommand(rule));
  await events.send(
    new PutTargetsCommand({ Rule: 'hourly', Targets: [{ Id: 't', Arn: queue.arn }] }),
  );
  const { dispatcher } = cloud.running;
  const later = (hours: number) =>
    dispatcher.advanceTo(cloud.running.cloud.world.now() + hours * 3_600_000);
  await later(2);
  await events.send(new DisableRuleCommand({ Name: 'hourly' }));
  await later(2);
  await events.send(new EnableRuleCommand({ Name: 'hourly' }));
  await later(1);
  const bodies = (await queue.messages()).map(({ Body = '' }) => JSON.parse(Body) as object);
  expect(bodies).toHaveLength(3);
  expect(bodies[0]).toMatchObject({
    source: 'aws.events',
    'detail-type': 'Scheduled Event',
    time: '2020-01-01T01:00:00Z',
    resources: ['arn:aws:events:us-east-1:000000000000:rule/hourly'],
  });
  await expect(
    events.send(new PutRuleCommand({ ...rule, ScheduleExpression: 'at(2030-01-01T00:00:00)' })),
  ).rejects.toThrow('Parameter ScheduleExpression is not valid.');
  expect(await events.send(new DescribeRuleCommand({ Name: 'hourly' }))).toMatchObject(rule);
});

import { CloudWatchClient, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteResourcePolicyCommand,
  DescribeResourcePoliciesCommand,
  FilterLogEventsCommand,
  PutLogEventsCommand,
  PutResourcePolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';

let cloud: TestCloud;
let logs: CloudWatchLogsClient;

beforeAll(async () => {
  cloud = await emptyCloud();
  logs = new CloudWatchLogsClient(cloud.settings);
});
afterAll(() => cloud.stop());

test('lines in embedded metric format become metrics', async () => {
  const stream = { logGroupName: 'emf', logStreamName: 's' };
  await logs.send(new CreateLogGroupCommand(stream));
  await logs.send(new CreateLogStreamCommand(stream));
  const directive = {
    Namespace: 'Emf',
    Dimensions: [['Model'], ['Model', 'Missing'], []],
    Metrics: [{ Name: 'score', Unit: 'None' }, { Name: 'text' }],
  };
  const line = {
    _aws: { Timestamp: 0, CloudWatchMetrics: [directive] },
    Model: 'taxi',
    score: [1, 2],
    text: 'no number',
  };
  const timestamp = cloud.running.cloud.world.now();
  const logEvents = [line, { _aws: { CloudWatchMetrics: 'none' } }].map((message) => ({
    timestamp,
    message: JSON.stringify(message),
  }));
  await logs.send(new PutLogEventsCommand({ ...stream, logEvents }));
  const { Metrics } = await new CloudWatchClient(cloud.settings).send(
    new ListMetricsCommand({ Namespace: 'Emf' }),
  );
  expect(Metrics?.map(({ MetricName, Dimensions }) => [MetricName, Dimensions])).toEqual([
    ['score', [{ Name: 'Model', Value: 'taxi' }]],
    ['score', []],
  ]);
});

test('EventBridge writes into a log group whose region lets it, a stream for each event', async () => {
  const events = new EventBridgeClient(cloud.settings);
  const logGroupName = '/aws/events/sold';
  await logs.send(new CreateLogGroupCommand({ logGroupName }));
  const Arn = `arn:aws:logs:us-east-1:000000000000:log-group:${logGroupName}`;
  // A member that is there twice matches by either value.
  const EventPattern = '{"detail": {"price": [10]}}';
  await events.send(new PutRuleCommand({ Name: 'sold', EventPattern }));
  await events.send(new PutTargetsCommand({ Rule: 'sold', Targets: [{ Id: 't', Arn }] }));
  const Detail = '{"price": 10.0, "price": 20}';
  const put = async () => {
    const entry = { Source: 'shop', DetailType: 'd', Detail };
    await events.send(new PutEventsCommand({ Entries: [entry] }));
    await cloud.running.dispatcher.untilIdle();
    const { events: found } = await logs.send(new FilterLogEventsCommand({ logGroupName }));
    return found;
  };
  expect(await put()).toEqual([]);
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: `${Arn}:*`,
      },
    ],
  };
  const policyDocument = JSON.stringify(policy);
  await logs.send(new PutResourcePolicyCommand({ policyName: 'p', policyDocument }));
  expect((await put())?.map(({ message = '' }) => JSON.parse(message) as object)).toMatchObject([
    { source: 'shop', detail: { price: 20 } },
  ]);
});

test('resource policies are listed and deleted', async () => {
  const policyDocument = '{"Statement": []}';
  await logs.send(new PutResourcePolicyCommand({ policyName: 'gone', policyDocument }));
  await logs.send(new DeleteResourcePolicyCommand({ policyName: 'gone' }));
  const { resourcePolicies = [] } = await logs.send(new DescribeResourcePoliciesCommand({}));
  expect(resourcePolicies.map(({ policyName }) => policyName)).not.toContain('gone');
  await expect(logs.send(new DeleteResourcePolicyCommand({ policyName: 'gone' }))).rejects.toThrow(
    'Policy with name [gone] does not exist.',
  );
});

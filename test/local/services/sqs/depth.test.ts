import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricStatisticsCommand,
  PutMetricAlarmCommand,
} from '@aws-sdk/client-cloudwatch';
import { PurgeQueueCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';
import { Queues } from './support.ts';

let cloud: TestCloud;
let queues: Queues;
let cloudwatch: CloudWatchClient;

beforeAll(async () => {
  cloud = await emptyCloud();
  queues = new Queues(cloud);
  cloudwatch = new CloudWatchClient(cloud.settings);
});
afterAll(() => cloud.stop());

const WEEK = 7 * 86_400;

const watch = (QueueName: string) =>
  cloudwatch.send(
    new PutMetricAlarmCommand({
      AlarmName: QueueName,
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: QueueName }],
      Statistic: 'Maximum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
    }),
  );
const state = async (name: string) =>
  (await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: [name] }))).MetricAlarms![0]!
    .StateValue;
const maxima = async (QueueName: string, seconds: number) => {
  const now = cloud.running.cloud.world.now();
  const { Datapoints = [] } = await cloudwatch.send(
    new GetMetricStatisticsCommand({
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: QueueName }],
      Statistics: ['Maximum'],
      Period: 60,
      StartTime: new Date(now - seconds * 1000),
      EndTime: new Date(now),
    }),
  );
  return Datapoints.map(({ Maximum }) => Maximum);
};

test('an alarm on a queue holds as long as a message lies there, and costs idle time nothing', async () => {
  const QueueUrl = await queues.create('dead');
  await watch('dead');
  await queues.send(QueueUrl, 'm');
  await queues.later(60);
  expect(await state('dead')).toBe('ALARM');
  // A week of minutes would be ten thousand.
  expect(await queues.later(WEEK / 2)).toBeLessThan(10);
  expect(await state('dead')).toBe('ALARM');
  expect(await maxima('dead', 3600)).toEqual(Array.from({ length: 60 }, () => 1));
  await queues.client.send(new PurgeQueueCommand({ QueueUrl }));
  await queues.later(120);
  expect(await state('dead')).toBe('OK');
});

test('an alarm ends when the retention period takes the message away', async () => {
  await watch('kept');
  await queues.send(await queues.create('kept', { MessageRetentionPeriod: '86400' }), 'm');
  await queues.later(86_000);
  expect(await state('kept')).toBe('ALARM');
  await queues.later(1000);
  expect(await state('kept')).toBe('OK');
});

test('an empty queue is told for six hours after its last use, then no more', async () => {
  const url = await queues.create('quiet');
  await queues.receive(url);
  await queues.later(7 * 3600);
  // The minute after the use, and the six hours from there.
  expect(await maxima('quiet', 7 * 3600)).toHaveLength(361);
  expect(await maxima('quiet', 3000)).toEqual([]);
});

test('a message that comes back is seen again', async () => {
  const url = await queues.create('returns');
  await queues.send(url, 'm');
  await queues.receive(url, { VisibilityTimeout: 600 });
  await queues.later(300);
  expect((await maxima('returns', 120)).every((value) => value === 0)).toBe(true);
  await queues.later(600);
  expect((await maxima('returns', 120)).every((value) => value === 1)).toBe(true);
});

import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  DescribeAlarmsForMetricCommand,
  DisableAlarmActionsCommand,
  PutCompositeAlarmCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import type { PutCompositeAlarmInput, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';
import { anOpenQueue } from '../events/support.ts';

let cloud: TestCloud;
let cloudwatch: CloudWatchClient;

beforeAll(async () => {
  cloud = await emptyCloud();
  cloudwatch = new CloudWatchClient(cloud.settings);
});
afterAll(() => cloud.stop());

interface Told {
  readonly NewStateValue: string;
  readonly [member: string]: unknown;
}

/** A topic, and what it was told until nothing is under way any more. */
async function aTopic(name: string) {
  const { TopicArn } = await new SNSClient(cloud.settings).send(
    new CreateTopicCommand({ Name: name }),
  );
  const queue = await anOpenQueue(cloud, name);
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: queue.arn,
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await new SQSClient(cloud.settings).send(
    new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes: { Policy } }),
  );
  await new SNSClient(cloud.settings).send(
    new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queue.arn }),
  );
  const told = async () =>
    (await queue.messages()).map(({ Body = '' }) => {
      const { Message } = JSON.parse(Body) as { readonly Message: string };
      return JSON.parse(Message) as Told;
    });
  return { arn: TopicArn!, told };
}

const alarm = (AlarmName: string, more: Partial<PutMetricAlarmInput> = {}) =>
  cloudwatch.send(
    new PutMetricAlarmCommand({
      AlarmName,
      Namespace: 'N',
      MetricName: AlarmName,
      Statistic: 'Average',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 21,
      ComparisonOperator: 'GreaterThanThreshold',
      ...more,
    }),
  );
const composite = (AlarmName: string, AlarmRule: string, more: Partial<PutCompositeAlarmInput>) =>
  cloudwatch.send(new PutCompositeAlarmCommand({ AlarmName, AlarmRule, ...more }));
const put = (MetricName: string, ...values: readonly number[]) =>
  cloudwatch.send(
    new PutMetricDataCommand({
      Namespace: 'N',
      MetricData: values.map((Value) => ({ MetricName, Value })),
    }),
  );
const set = async (AlarmName: string, StateValue: 'OK' | 'ALARM') => {
  await cloudwatch.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: 'drill' }));
  await cloud.running.dispatcher.untilIdle();
};
const later = (seconds: number) =>
  cloud.running.dispatcher.advanceTo(cloud.running.cloud.world.now() + seconds * 1000);
const found = async (name: string) => {
  const AlarmTypes = ['MetricAlarm', 'CompositeAlarm'] as const;
  const { MetricAlarms = [], CompositeAlarms = [] } = await cloudwatch.send(
    new DescribeAlarmsCommand({ AlarmNames: [name], AlarmTypes: [...AlarmTypes] }),
  );
  return MetricAlarms[0] ?? CompositeAlarms[0];
};

test('an alarm says why it fired, to its topic and in its history', async () => {
  const topic = await aTopic('fired');
  await alarm('fired', { AlarmActions: [topic.arn], TreatMissingData: 'ignore' });
  await put('fired', 21, 22);
  const reason =
    /^Threshold Crossed: 1 datapoint \[21\.5 \(01\/01\/20 \d\d:\d\d:00\)\] was greater than the threshold \(21\.0\)\.$/;
  const [message] = await topic.told();
  expect(message).toMatchObject({
    NewStateValue: 'ALARM',
    NewStateReason: expect.stringMatching(reason) as string,
    Region: 'US East (N. Virginia)',
    Trigger: { MetricName: 'fired', Statistic: 'AVERAGE', StatisticType: 'Statistic' },
  });
  const { AlarmHistoryItems = [] } = await cloudwatch.send(
    new DescribeAlarmHistoryCommand({ AlarmName: 'fired', ScanBy: 'TimestampAscending' }),
  );
  expect(
    AlarmHistoryItems.map(({ HistoryItemType, HistorySummary }) => [
      HistoryItemType,
      HistorySummary,
    ]),
  ).toEqual([
    ['ConfigurationUpdate', 'Alarm "fired" created'],
    ['StateUpdate', 'Alarm updated from INSUFFICIENT_DATA to ALARM'],
    ['Action', `Successfully executed action ${topic.arn}`],
  ]);
  expect(JSON.parse((await found('fired'))!.StateReasonData!)).toMatchObject({
    recentDatapoints: [21.5],
    evaluatedDatapoints: [{ sampleCount: 2, value: 21.5 }],
  });
});

test('an action that fails leaves a history item, too', async () => {
  const target = 'arn:aws:sns:us-east-1:000000000000:missing';
  await alarm('failing', { AlarmActions: [target] });
  await set('failing', 'ALARM');
  const { AlarmHistoryItems = [] } = await cloudwatch.send(
    new DescribeAlarmHistoryCommand({ AlarmName: 'failing', HistoryItemType: 'Action' }),
  );
  expect(AlarmHistoryItems[0]?.HistorySummary).toBe(`Failed to execute action ${target}`);
});

test('missing data that breach fire with words of their own', async () => {
  await alarm('silent', { EvaluationPeriods: 2, TreatMissingData: 'breaching' });
  expect((await found('silent'))?.StateReason).toBe(
    'Threshold Crossed: no datapoints were received for 2 periods and 2 missing datapoints were treated as [Breaching].',
  );
});

test('M of N is told with the least number of data points', async () => {
  await alarm('several', { EvaluationPeriods: 3, DatapointsToAlarm: 2 });
  for (const value of [30, 1, 31]) {
    await put('several', value);
    await later(60);
  }
  expect((await found('several'))?.StateReason).toMatch(
    /^Threshold Crossed: 3 out of the last 3 datapoints \[30\.0 \(.*\), 1\.0 \(.*\), 31\.0 \(.*\)\] were greater than the threshold \(21\.0\) \(minimum 2 datapoints for OK -> ALARM transition\)\.$/,
  );
});

test('an alarm on metric math follows all of its metrics', async () => {
  const stat = (Id: string) => ({
    Id,
    ReturnData: false,
    MetricStat: { Metric: { Namespace: 'N', MetricName: Id }, Period: 60, Stat: 'Sum' },
  });
  await cloudwatch.send(
    new PutMetricAlarmCommand({
      AlarmName: 'rate',
      EvaluationPeriods: 1,
      Threshold: 0.5,
      ComparisonOperator: 'GreaterThanThreshold',
      Metrics: [stat('errors'), stat('calls'), { Id: 'rate', Expression: 'errors / calls' }],
    }),
  );
  await put('calls', 10);
  expect((await found('rate'))?.StateValue).toBe('INSUFFICIENT_DATA');
  await put('errors', 6);
  expect((await found('rate'))?.StateValue).toBe('ALARM');
  const forMetric = await cloudwatch.send(
    new DescribeAlarmsForMetricCommand({ Namespace: 'N', MetricName: 'calls' }),
  );
  expect(forMetric.MetricAlarms?.map(({ AlarmName }) => AlarmName)).toEqual(['rate']);
});

test('disabled actions are not performed, the state changes all the same', async () => {
  const topic = await aTopic('disabled');
  await alarm('disabled', { AlarmActions: [topic.arn] });
  await cloudwatch.send(new DisableAlarmActionsCommand({ AlarmNames: ['disabled'] }));
  await set('disabled', 'ALARM');
  expect(await topic.told()).toEqual([]);
  expect(await found('disabled')).toMatchObject({ StateValue: 'ALARM', ActionsEnabled: false });
});

test('a composite alarm follows the states of others', async () => {
  const topic = await aTopic('both');
  for (const name of ['left', 'right']) await alarm(name);
  const { AlarmArn } = (await found('right'))!;
  await composite('both', `ALARM("left") AND NOT OK('${AlarmArn}') OR FALSE`, {
    AlarmActions: [topic.arn],
    OKActions: [topic.arn],
  });
  expect((await found('both'))?.StateValue).toBe('OK');
  await set('left', 'ALARM');
  expect((await found('both'))?.StateValue).toBe('ALARM');
  await set('right', 'OK');
  const messages = await topic.told();
  // It was told of its making as well: from insufficient data to OK.
  expect(messages.map(({ NewStateValue }) => NewStateValue)).toEqual(['OK', 'ALARM', 'OK']);
  expect(messages[1]).toMatchObject({
    NewStateReason: expect.stringMatching(
      /alarm:left transitioned to ALARM at \w+day \d\d \w+, 20\d\d [\d:]{8} UTC$/,
    ) as string,
    TriggeringChildren: [{ State: { Value: 'ALARM' } }],
  });
  await expect(cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ['left'] }))).rejects.toThrow(
    'Cannot delete left as there are composite alarm(s) depending on it.',
  );
});

test.each([
  ['ALARM(none)', 'alarms [none] in the alarm rule do not exist'],
  ['ALARM("left"', 'AlarmRule must be a valid expression'],
  ['ALARM(left) AND', 'AlarmRule must be a valid expression'],
  ['ALARM(left) ALARM(right)', 'AlarmRule must be a valid expression'],
])('the rule %s is refused', async (rule, message) => {
  await expect(composite('refused', rule, {})).rejects.toThrow(message);
});

test('a suppressor keeps actions back, and lets them follow after its extension', async () => {
  const topic = await aTopic('suppressed');
  for (const name of ['cause', 'maintenance']) await alarm(name);
  await composite('suppressed', 'ALARM(cause)', {
    AlarmActions: [topic.arn],
    ActionsSuppressor: 'maintenance',
    ActionsSuppressorWaitPeriod: 60,
    ActionsSuppressorExtensionPeriod: 120,
  });
  await set('cause', 'ALARM');
  expect(await found('suppressed')).toMatchObject({ ActionsSuppressedBy: 'WaitPeriod' });
  await set('maintenance', 'ALARM');
  expect(await found('suppressed')).toMatchObject({ ActionsSuppressedBy: 'Alarm' });
  await later(600);
  await set('maintenance', 'OK');
  expect(await found('suppressed')).toMatchObject({ ActionsSuppressedBy: 'ExtensionPeriod' });
  expect(await topic.told()).toEqual([]);
  await later(121);
  expect((await topic.told()).map(({ NewStateValue }) => NewStateValue)).toEqual(['ALARM']);
  expect(await found('suppressed')).not.toHaveProperty('ActionsSuppressedBy');
});

test('without its suppressor a composite alarm acts after the wait', async () => {
  const topic = await aTopic('waiting');
  for (const name of ['trouble', 'upkeep']) await alarm(name);
  await composite('waiting', 'ALARM(trouble)', {
    AlarmActions: [topic.arn],
    ActionsSuppressor: 'upkeep',
    ActionsSuppressorWaitPeriod: 60,
    ActionsSuppressorExtensionPeriod: 60,
  });
  await set('trouble', 'ALARM');
  await later(59);
  expect(await topic.told()).toEqual([]);
  await later(2);
  expect((await topic.told()).map(({ NewStateValue }) => NewStateValue)).toEqual(['ALARM']);
});

test('EventBridge is told of every change', async () => {
  const events = new EventBridgeClient(cloud.settings);
  const queue = await anOpenQueue(cloud, 'changes');
  const EventPattern = JSON.stringify({
    'detail-type': ['CloudWatch Alarm State Change'],
    detail: { alarmName: ['told'] },
  });
  await events.send(new PutRuleCommand({ Name: 'changes', EventPattern }));
  const Targets = [{ Id: 't', Arn: queue.arn }];
  await events.send(new PutTargetsCommand({ Rule: 'changes', Targets }));
  await alarm('told', { AlarmDescription: 'says so' });
  await set('told', 'ALARM');
  const [message] = await queue.messages();
  expect((JSON.parse(message!.Body!) as { readonly detail: object }).detail).toMatchObject({
    alarmName: 'told',
    state: { value: 'ALARM', reason: 'drill' },
    previousState: { value: 'INSUFFICIENT_DATA', reason: 'Unchecked: Initial alarm creation' },
    configuration: {
      description: 'says so',
      metrics: [
        {
          returnData: true,
          metricStat: {
            metric: { namespace: 'N', name: 'told', dimensions: {} },
            period: 60,
            stat: 'Average',
          },
        },
      ],
    },
  });
});

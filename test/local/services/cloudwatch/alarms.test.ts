import { readFileSync } from 'node:fs';
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { evaluatePeriods } from '../../../../local/services/cloudwatch/missing-data.ts';
import type { MissingData, Period } from '../../../../local/services/cloudwatch/missing-data.ts';
import { emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';

interface Case {
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly datapoints: string;
  readonly treatMissingData: MissingData;
  readonly state?: string;
  readonly notState?: string;
}

const PERIODS: Readonly<Record<string, Period>> = { 0: 'ok', X: 'breaching', '-': 'missing' };

describe('the tables of the documentation', () => {
  const cases = readFileSync('test/conformance/cloudwatch-alarms/missing-data.jsonl', 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Case);
  test.each(cases)(
    '$datapoints with $treatMissingData, $datapointsToAlarm of $evaluationPeriods',
    ({ datapoints, state, notState, ...alarm }) => {
      const verdict = evaluatePeriods({
        ...alarm,
        periods: datapoints.split(' ').map((sign) => PERIODS[sign]!),
      });
      if (state) expect(verdict).toBe(state);
      else expect(verdict).not.toBe(notState);
    },
  );
});

let cloud: TestCloud;
let cloudwatch: CloudWatchClient;

beforeAll(async () => {
  cloud = await emptyCloud();
  cloudwatch = new CloudWatchClient(cloud.settings);
});
afterAll(() => cloud.stop());

const put = (Value: number) =>
  cloudwatch.send(
    new PutMetricDataCommand({ Namespace: 'N', MetricData: [{ MetricName: 'm', Value }] }),
  );
const later = (seconds: number) =>
  cloud.running.dispatcher.advanceTo(cloud.running.cloud.world.now() + seconds * 1000);
const state = async (name: string) =>
  (await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: [name] }))).MetricAlarms![0]!
    .StateValue;

test('an alarm fires with its datum, and calms down by itself when no more come', async () => {
  await cloudwatch.send(
    new PutMetricAlarmCommand({
      AlarmName: 'high',
      Namespace: 'N',
      MetricName: 'm',
      Statistic: 'Maximum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 10,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    }),
  );
  expect(await state('high')).toBe('OK');
  await put(11);
  expect(await state('high')).toBe('ALARM');
  await later(600);
  expect(await state('high')).toBe('OK');
});

test('a quiet alarm sets no timer: idle time costs nothing', async () => {
  const day = 86_400;
  const before = cloud.running.cloud.world.now();
  await later(365 * day);
  expect(cloud.running.cloud.world.now() - before).toBe(365 * day * 1000);
  expect(cloud.running.dispatcher.nextDue()).toBeUndefined();
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetDashboardCommand,
} from '@aws-sdk/client-cloudwatch';
import { DescribeEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GetScheduleGroupCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { App, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deployAssembly } from '../../../local/index.ts';
import { emptyCloud } from '../support/cloud.ts';
import type { TestCloud } from '../support/cloud.ts';

let cloud: TestCloud;
let outdir: string;

beforeAll(async () => {
  cloud = await emptyCloud();
  outdir = mkdtempSync(join(tmpdir(), 'watching-'));
  const stack = new Stack(new App({ outdir }), 'watching');
  define(stack);
  (stack.node.root as App).synth();
  await deployAssembly(cloud.running, outdir);
});
afterAll(async () => {
  await cloud.stop();
  rmSync(outdir, { recursive: true, force: true });
});

function define(stack: Stack): void {
  const metric = new cloudwatch.Metric({ namespace: 'N', metricName: 'm' });
  const alarm = metric.createAlarm(stack, 'High', { threshold: 1, evaluationPeriods: 1 });
  new cloudwatch.CompositeAlarm(stack, 'Any', {
    compositeAlarmName: 'any',
    alarmRule: cloudwatch.AlarmRule.anyOf(
      cloudwatch.AlarmRule.fromAlarm(alarm, cloudwatch.AlarmState.ALARM),
      cloudwatch.AlarmRule.fromBoolean(false),
    ),
  });
  new cloudwatch.Dashboard(stack, 'Dashboard', {
    dashboardName: 'board',
    widgets: [[new cloudwatch.GraphWidget({ left: [metric] })]],
  });
  const bus = new events.EventBus(stack, 'Bus', { eventBusName: 'shared', description: 'of all' });
  new events.CfnEventBusPolicy(stack, 'Shared', {
    eventBusName: bus.eventBusName,
    statementId: 'others',
    statement: {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      Action: 'events:PutEvents',
      Resource: bus.eventBusArn,
    },
  });
  new scheduler.CfnScheduleGroup(stack, 'Group', { name: 'nightly' });
}

test('composite alarms and dashboards come from templates', async () => {
  const client = new CloudWatchClient(cloud.settings);
  const { CompositeAlarms } = await client.send(
    new DescribeAlarmsCommand({ AlarmNames: ['any'], AlarmTypes: ['CompositeAlarm'] }),
  );
  expect(CompositeAlarms).toMatchObject([{ AlarmName: 'any', StateValue: 'OK' }]);
  const { DashboardBody = '' } = await client.send(
    new GetDashboardCommand({ DashboardName: 'board' }),
  );
  expect(JSON.parse(DashboardBody)).toMatchObject({ widgets: [{ type: 'metric' }] });
});

test('buses with a policy, and groups of schedules, come from templates', async () => {
  const { Description, Policy = '' } = await new EventBridgeClient(cloud.settings).send(
    new DescribeEventBusCommand({ Name: 'shared' }),
  );
  expect(Description).toBe('of all');
  expect(JSON.parse(Policy)).toMatchObject({
    Statement: [{ Sid: 'others', Principal: { AWS: 'arn:aws:iam::111122223333:root' } }],
  });
  const group = await new SchedulerClient(cloud.settings).send(
    new GetScheduleGroupCommand({ Name: 'nightly' }),
  );
  expect(group.State).toBe('ACTIVE');
});

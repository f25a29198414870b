import { afterEach, expect, test } from 'vitest';
import { cloudwatchService } from '../../../../local/services/cloudwatch/index.ts';
import { startTestCloud } from './support.ts';
import type { TestCloud } from './support.ts';

let cloud: TestCloud;
afterEach(() => cloud.end());

const MINUTE = 60_000;

/** An endpoint `Scores` that answers twofold and may be updated to `second`, which answers threefold. */
async function serve(instances = 1, options: Parameters<typeof startTestCloud>[0] = {}) {
  cloud = await startTestCloud({ more: [cloudwatchService], ...options });
  await cloud.model('first', { factor: 2 });
  await cloud.model('second', { factor: 3 });
  for (const ModelName of ['first', 'second'])
    await cloud.sagemaker('CreateEndpointConfig', {
      EndpointConfigName: ModelName,
      ProductionVariants: [
        {
          VariantName: 'A',
          ModelName,
          InitialInstanceCount: instances,
          InstanceType: 'ml.m5.large',
        },
      ],
    });
  await cloud.sagemaker('CreateEndpoint', { EndpointName: 'Scores', EndpointConfigName: 'first' });
  await cloud.settle();
}

const alarm = (action: string, input: object) =>
  cloud.cloud.call('cloudwatch', action, { AlarmName: 'errors', ...input }, cloud.root);

async function putAlarm(): Promise<void> {
  await alarm('PutMetricAlarm', {
    Namespace: 'Own',
    MetricName: 'Errors',
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 0,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'ignore',
  });
  await ring('OK');
}

async function ring(StateValue: string): Promise<void> {
  await alarm('SetAlarmState', { StateValue, StateReason: 'test' });
}

async function update(DeploymentConfig: object, more: object = {}): Promise<void> {
  await cloud.sagemaker('UpdateEndpoint', {
    EndpointName: 'Scores',
    EndpointConfigName: 'second',
    DeploymentConfig,
    ...more,
  });
  await cloud.settle();
}

const watched = (policy: object) => ({
  BlueGreenUpdatePolicy: policy,
  AutoRollbackConfiguration: { Alarms: [{ AlarmName: 'errors' }] },
});
const AT_ONCE = {
  TrafficRoutingConfiguration: { Type: 'ALL_AT_ONCE', WaitIntervalInSeconds: 0 },
  TerminationWaitInSeconds: 300,
};
const CANARY = {
  TrafficRoutingConfiguration: {
    Type: 'CANARY',
    WaitIntervalInSeconds: 300,
    CanarySize: { Type: 'INSTANCE_COUNT', Value: 1 },
  },
};

const describe = () => cloud.sagemaker('DescribeEndpoint', { EndpointName: 'Scores' });

async function ask(): Promise<string> {
  const input = { EndpointName: 'Scores', Body: Buffer.from('1'), ContentType: 'text/csv' };
  return (await cloud.invoke<{ Body: Buffer }>(input)).Body.toString();
}

const after = (minutes: number) =>
  cloud.dispatcher.advanceTo(cloud.cloud.world.now() + minutes * MINUTE);

test('the new fleet is watched before the old one is ended', async () => {
  await serve();
  await putAlarm();
  await update(watched(AT_ONCE));
  expect(await describe()).toMatchObject({
    EndpointStatus: 'Updating',
    EndpointConfigName: 'first',
    PendingDeploymentSummary: {
      EndpointConfigName: 'second',
      ProductionVariants: [{ VariantName: 'A', VariantStatus: [{ Status: 'Baking' }] }],
    },
  });
  expect(await ask()).toBe('3\n');
  await after(6);
  expect(await describe()).toMatchObject({
    EndpointStatus: 'InService',
    EndpointConfigName: 'second',
    LastDeploymentConfig: watched(AT_ONCE),
  });
  expect(cloud.cloud.db.all('SELECT pid FROM sagemaker_processes')).toHaveLength(1);
});

test('an alarm that rings brings the old fleet back', async () => {
  await serve();
  await putAlarm();
  await update(watched(AT_ONCE));
  await ring('ALARM');
  await after(2);
  expect(await describe()).toMatchObject({
    EndpointStatus: 'InService',
    EndpointConfigName: 'first',
    FailureReason: expect.stringContaining('errors') as string,
  });
  expect(await ask()).toBe('2\n');
  expect(cloud.cloud.db.all('SELECT pid FROM sagemaker_processes')).toHaveLength(1);
  const statuses = cloud.events
    .filter((event) => event['detail-type'] === 'SageMaker Endpoint State Change')
    .map(({ detail }) => detail.EndpointStatus);
  expect(statuses.slice(-3)).toEqual(['UPDATING', 'ROLLING_BACK', 'IN_SERVICE']);
});

test('an alarm that there is not brings the old fleet back at once', async () => {
  await serve();
  await update(watched(AT_ONCE));
  expect(await describe()).toMatchObject({
    EndpointStatus: 'InService',
    EndpointConfigName: 'first',
    FailureReason: 'Could not find alarm(s) errors.',
  });
});

test('a canary gets its part of the traffic, and the rest later', async () => {
  await serve(2);
  await update({ BlueGreenUpdatePolicy: CANARY });
  const answers: string[] = [];
  for (let turn = 0; turn < 20; turn++) answers.push(await ask());
  expect(new Set(answers)).toEqual(new Set(['2\n', '3\n']));
  await after(6);
  expect(await describe()).toMatchObject({ EndpointStatus: 'InService' });
  expect(await ask()).toBe('3\n');
});

test('the last way of deploying may be used again', async () => {
  await serve();
  await update({ BlueGreenUpdatePolicy: AT_ONCE });
  await after(6);
  await cloud.sagemaker('UpdateEndpoint', {
    EndpointName: 'Scores',
    EndpointConfigName: 'first',
    RetainDeploymentConfig: true,
  });
  await cloud.settle();
  expect(await describe()).toMatchObject({ EndpointStatus: 'Updating' });
  await cloud.sagemaker('DeleteEndpoint', { EndpointName: 'Scores' });
  await cloud.settle();
  expect(cloud.cloud.db.all('SELECT pid FROM sagemaker_processes')).toEqual([]);
});

test('a deployment goes on after its cloud was stopped', async () => {
  await serve();
  await update({ BlueGreenUpdatePolicy: AT_ONCE });
  const { dataDir } = cloud;
  await cloud.end({ keep: true });
  cloud = await startTestCloud({ dataDir, more: [cloudwatchService] });
  expect(await ask()).toBe('3\n');
  await after(6);
  expect(await describe()).toMatchObject({
    EndpointStatus: 'InService',
    EndpointConfigName: 'second',
  });
});

test('steps must fit the fleet', async () => {
  await serve();
  await expect(update({ BlueGreenUpdatePolicy: CANARY })).rejects.toThrow(/at least two instances/);
  await expect(
    update({
      BlueGreenUpdatePolicy: AT_ONCE,
      RollingUpdatePolicy: {
        MaximumBatchSize: { Type: 'INSTANCE_COUNT', Value: 1 },
        WaitIntervalInSeconds: 60,
      },
    }),
  ).rejects.toMatchObject({ code: 'ValidationException' });
});

test.each([
  [599, /greater than or equal to 600/],
  [28_801, /less than or equal to 28800/],
  [600, /larger than the total waiting time/],
])('a blue/green deployment may not take %i seconds at most', async (seconds, why) => {
  await serve();
  const policy = { ...AT_ONCE, TerminationWaitInSeconds: 600 };
  await expect(
    update({ BlueGreenUpdatePolicy: { ...policy, MaximumExecutionTimeoutInSeconds: seconds } }),
  ).rejects.toThrow(why);
});

test('a rolling deployment that takes too long brings the old fleet back', async () => {
  await serve(2);
  await update({
    RollingUpdatePolicy: {
      MaximumBatchSize: { Type: 'INSTANCE_COUNT', Value: 1 },
      WaitIntervalInSeconds: 400,
      MaximumExecutionTimeoutInSeconds: 600,
    },
  });
  await after(9);
  expect(await describe()).toMatchObject({ EndpointStatus: 'Updating' });
  await after(2);
  expect(await describe()).toMatchObject({
    EndpointStatus: 'InService',
    EndpointConfigName: 'first',
    FailureReason: expect.stringContaining('MaximumExecutionTimeoutInSeconds') as string,
  });
});

const WEIGHT = { CurrentWeight: 5, DesiredWeight: 5 };
const COUNT = { CurrentInstanceCount: 3, DesiredInstanceCount: 3 };

test.each([
  [[], { ...WEIGHT, ...COUNT }],
  [['DesiredWeight'], { CurrentWeight: 1, DesiredWeight: 1, ...COUNT }],
  [['DesiredInstanceCount'], { ...WEIGHT, CurrentInstanceCount: 1, DesiredInstanceCount: 1 }],
])('variants keep what they have if they are to, but for %j', async (excluded, expected) => {
  await serve();
  await cloud.sagemaker('UpdateEndpointWeightsAndCapacities', {
    EndpointName: 'Scores',
    DesiredWeightsAndCapacities: [{ VariantName: 'A', DesiredWeight: 5, DesiredInstanceCount: 3 }],
  });
  await cloud.sagemaker('UpdateEndpoint', {
    EndpointName: 'Scores',
    EndpointConfigName: 'second',
    RetainAllVariantProperties: true,
    ExcludeRetainedVariantProperties: excluded.map((VariantPropertyType) => ({
      VariantPropertyType,
    })),
  });
  await cloud.settle();
  expect(await describe()).toMatchObject({
    EndpointConfigName: 'second',
    ProductionVariants: [expected],
  });
});

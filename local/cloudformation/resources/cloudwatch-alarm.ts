import type { HandlerContext, Properties, ResourceHandler } from '../handler.ts';
import { number, optional } from './values.ts';

/** AWS::CloudWatch::Alarm. */
export const cloudwatchAlarm: ResourceHandler = {
  type: 'AWS::CloudWatch::Alarm',
  properties: [
    'AlarmName',
    'AlarmDescription',
    'ActionsEnabled',
    'AlarmActions',
    'OKActions',
    'InsufficientDataActions',
    'MetricName',
    'Namespace',
    'Statistic',
    'ExtendedStatistic',
    'Dimensions',
    'Period',
    'Unit',
    'EvaluationPeriods',
    'DatapointsToAlarm',
    'Threshold',
    'ComparisonOperator',
    'TreatMissingData',
    'EvaluateLowSampleCountPercentile',
    'ThresholdMetricId',
    'Metrics',
    'Tags',
  ],
  create: async (properties, context) =>
    write(
      optional<string>(properties, 'AlarmName') ?? context.physicalName(255),
      properties,
      context,
    ),
  update: async (made, properties, _before, context) => write(made.ref, properties, context),
  async remove(made, _properties, { call }) {
    await call('cloudwatch', 'DeleteAlarms', { AlarmNames: [made.ref] });
  },
};

async function write(AlarmName: string, properties: Properties, { call, cloud }: HandlerContext) {
  const numbers = ['Period', 'EvaluationPeriods', 'DatapointsToAlarm', 'Threshold'].map(
    (name) => [name, number(properties, name)] as const,
  );
  await call('cloudwatch', 'PutMetricAlarm', {
    ...properties,
    ...Object.fromEntries(numbers),
    AlarmName,
  });
  return {
    ref: AlarmName,
    attributes: { Arn: `arn:aws:cloudwatch:${cloud.region}:${cloud.accountId}:alarm:${AlarmName}` },
  };
}

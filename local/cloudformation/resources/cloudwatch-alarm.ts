import { alarmHandler } from './alarm.ts';

/** AWS::CloudWatch::Alarm. */
export const cloudwatchAlarm = alarmHandler({
  type: 'AWS::CloudWatch::Alarm',
  put: 'PutMetricAlarm',
  properties: [
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
  ],
  numbers: ['Period', 'EvaluationPeriods', 'DatapointsToAlarm', 'Threshold'],
});

import type { Cloud } from '../../kernel/index.ts';
import { alarmArn, compositeOf, definitionOf } from './alarms.ts';
import type { AlarmDefinition, AlarmRow, CommonDefinition } from './alarms.ts';
import type { MetricDataQuery } from './queries.ts';
import { stamp } from './reasons.ts';
import type { StateChange } from './transition.ts';

/** Names of regions in messages; others are told by their code. */
const REGIONS: Readonly<Record<string, string>> = {
  'us-east-1': 'US East (N. Virginia)',
  'us-east-2': 'US East (Ohio)',
  'us-west-1': 'US West (N. California)',
  'us-west-2': 'US West (Oregon)',
  'eu-central-1': 'EU (Frankfurt)',
  'eu-west-1': 'EU (Ireland)',
  'eu-west-2': 'EU (London)',
  'eu-west-3': 'EU (Paris)',
  'eu-north-1': 'EU (Stockholm)',
  'ap-southeast-1': 'Asia Pacific (Singapore)',
  'ap-southeast-2': 'Asia Pacific (Sydney)',
  'ap-northeast-1': 'Asia Pacific (Tokyo)',
};

/** What messages call the region. */
export function regionName({ region }: Cloud): string {
  return REGIONS[region] ?? region;
}

/** The message that a topic gets. */
export function messageOf(row: AlarmRow, change: StateChange, cloud: Cloud): object {
  const definition = JSON.parse(row.definition) as CommonDefinition;
  return {
    AlarmName: row.name,
    AlarmDescription: definition.AlarmDescription ?? null,
    AWSAccountId: cloud.accountId,
    AlarmConfigurationUpdatedTimestamp: stamp(row.configured),
    NewStateValue: change.state,
    NewStateReason: change.reason,
    StateChangeTime: stamp(change.time),
    Region: regionName(cloud),
    AlarmArn: alarmArn(row.name, cloud),
    OldStateValue: change.old,
    OKActions: definition.OKActions ?? [],
    AlarmActions: definition.AlarmActions ?? [],
    InsufficientDataActions: definition.InsufficientDataActions ?? [],
    ...(row.kind === 'CompositeAlarm'
      ? compositePart(row, change)
      : { Trigger: triggerOf(definitionOf(row)) }),
  };
}

function compositePart(row: AlarmRow, { reasonData }: StateChange) {
  const { triggeringAlarms = [] } = (reasonData ? JSON.parse(reasonData) : {}) as {
    readonly triggeringAlarms?: readonly {
      readonly arn: string;
      readonly state: { readonly value: string; readonly timestamp: string };
    }[];
  };
  return {
    AlarmRule: compositeOf(row).AlarmRule,
    TriggeringChildren: triggeringAlarms.map(({ arn, state }) => ({
      Arn: arn,
      State: { Value: state.value, Timestamp: state.timestamp },
    })),
  };
}

function triggerOf(definition: AlarmDefinition) {
  const { Metrics, ExtendedStatistic, Statistic } = definition;
  const shared = {
    Period: definition.Period,
    EvaluationPeriods: definition.EvaluationPeriods,
    DatapointsToAlarm: definition.DatapointsToAlarm,
    ComparisonOperator: definition.ComparisonOperator,
    Threshold: definition.Threshold,
    TreatMissingData: definition.TreatMissingData ?? 'missing',
    EvaluateLowSampleCountPercentile: definition.EvaluateLowSampleCountPercentile ?? '',
  };
  if (Metrics?.length) return { ...shared, Metrics: Metrics.map(queryOf) };
  return {
    MetricName: definition.MetricName,
    Namespace: definition.Namespace,
    ...(ExtendedStatistic
      ? { StatisticType: 'ExtendedStatistic', ExtendedStatistic }
      : { StatisticType: 'Statistic', Statistic: STATISTICS[Statistic ?? ''] }),
    Unit: definition.Unit ?? null,
    Dimensions: dimensionsOf(definition.Dimensions),
    ...shared,
  };
}

const STATISTICS: Readonly<Record<string, string>> = {
  Average: 'AVERAGE',
  Sum: 'SUM',
  Minimum: 'MINIMUM',
  Maximum: 'MAXIMUM',
  SampleCount: 'SAMPLE_COUNT',
};

function queryOf({ MetricStat, ...query }: MetricDataQuery) {
  if (!MetricStat) return { ...query, ReturnData: query.ReturnData ?? true };
  const { Dimensions, MetricName, Namespace } = MetricStat.Metric;
  const Metric = { Dimensions: dimensionsOf(Dimensions), MetricName, Namespace };
  return { ...query, MetricStat: { ...MetricStat, Metric }, ReturnData: query.ReturnData ?? true };
}

function dimensionsOf(list: AlarmDefinition['Dimensions'] = []) {
  return list.map(({ Name, Value }) => ({ value: Value, name: Name }));
}

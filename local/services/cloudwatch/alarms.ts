import { AwsError } from '../../errors.ts';
import type { Cloud } from '../../kernel/index.ts';
import { dimensionsOf, dimensionText } from './metrics.ts';
import type { MetricName } from './metrics.ts';
import type { MissingData } from './missing-data.ts';

/** An alarm, as PutMetricAlarm takes it. */
export interface AlarmDefinition {
  readonly AlarmName: string;
  readonly AlarmDescription?: string;
  readonly ActionsEnabled?: boolean;
  readonly AlarmActions?: readonly string[];
  readonly OKActions?: readonly string[];
  readonly InsufficientDataActions?: readonly string[];
  readonly MetricName?: string;
  readonly Namespace?: string;
  readonly Statistic?: string;
  readonly ExtendedStatistic?: string;
  readonly Dimensions?: readonly { readonly Name?: string; readonly Value?: string }[];
  readonly Period?: number;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm?: number;
  readonly Threshold?: number;
  readonly ComparisonOperator: string;
  readonly TreatMissingData?: MissingData;
  readonly Metrics?: readonly unknown[];
}

/** A row of the alarms' table. */
export interface AlarmRow {
  readonly name: string;
  readonly definition: string;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: string;
  readonly state: AlarmState;
  readonly reason: string;
  readonly reason_data: string;
  readonly state_time: number;
  readonly updated: number;
}

/** States of an alarm. */
export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** ARN of an alarm. */
export function alarmArn(name: string, cloud: Cloud): string {
  return `arn:aws:cloudwatch:${cloud.region}:${cloud.accountId}:alarm:${name}`;
}

/** The metric that an alarm watches. */
export function metricOf(row: AlarmRow): MetricName {
  return { namespace: row.namespace, name: row.metric, dimensions: row.dimensions };
}

/** Stores an alarm; one that was there keeps its state. */
export function putAlarm(definition: AlarmDefinition, cloud: Cloud): AlarmRow {
  if (definition.Metrics?.length) {
    throw new AwsError(
      'InvalidParameterCombination',
      'the local cloud offers alarms on one metric, not on metric math',
    );
  }
  const { AlarmName: name, Namespace = '', MetricName: metric = '' } = definition;
  const old = cloud.db.get<AlarmRow>('SELECT * FROM cloudwatch_alarms WHERE name = ?', name);
  const now = cloud.world.now();
  cloud.db.run(
    'INSERT OR REPLACE INTO cloudwatch_alarms VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    name,
    JSON.stringify(definition),
    Namespace,
    metric,
    dimensionText(dimensionsOf(definition.Dimensions)),
    old?.state ?? 'INSUFFICIENT_DATA',
    old?.reason ?? 'Unchecked: Initial alarm creation',
    old?.reason_data ?? '',
    old?.state_time ?? now,
    now,
  );
  return cloud.db.get<AlarmRow>('SELECT * FROM cloudwatch_alarms WHERE name = ?', name)!;
}

/** How CloudWatch shows an alarm. */
export function asAlarm(row: AlarmRow, cloud: Cloud) {
  const definition = JSON.parse(row.definition) as AlarmDefinition;
  return {
    ...definition,
    AlarmArn: alarmArn(row.name, cloud),
    ActionsEnabled: definition.ActionsEnabled ?? true,
    OKActions: definition.OKActions ?? [],
    AlarmActions: definition.AlarmActions ?? [],
    InsufficientDataActions: definition.InsufficientDataActions ?? [],
    Dimensions: definition.Dimensions ?? [],
    StateValue: row.state,
    StateReason: row.reason,
    StateReasonData: row.reason_data || undefined,
    StateUpdatedTimestamp: new Date(row.state_time),
    StateTransitionedTimestamp: new Date(row.state_time),
    AlarmConfigurationUpdatedTimestamp: new Date(row.updated),
  };
}

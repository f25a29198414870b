import type { Cloud, Permission } from '../../kernel/index.ts';
import type { ActionContext } from '../../kernel/index.ts';
import { metricName } from './metrics.ts';
import type { ApiDimension, MetricName } from './metrics.ts';
import type { MissingData } from './missing-data.ts';
import type { MetricDataQuery } from './queries.ts';

/** States of an alarm. */
export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** What alarms of both kinds have. */
export interface CommonDefinition {
  readonly AlarmName: string;
  readonly AlarmDescription?: string;
  readonly ActionsEnabled?: boolean;
  readonly AlarmActions?: readonly string[];
  readonly OKActions?: readonly string[];
  readonly InsufficientDataActions?: readonly string[];
}

/** An alarm on a metric or on metric math, as PutMetricAlarm takes it. */
export interface AlarmDefinition extends CommonDefinition {
  readonly MetricName?: string;
  readonly Namespace?: string;
  readonly Statistic?: string;
  readonly ExtendedStatistic?: string;
  readonly Dimensions?: readonly ApiDimension[];
  readonly Period?: number;
  readonly Unit?: string;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm?: number;
  readonly Threshold?: number;
  readonly ComparisonOperator: string;
  readonly TreatMissingData?: MissingData;
  readonly EvaluateLowSampleCountPercentile?: string;
  readonly ThresholdMetricId?: string;
  readonly Metrics?: readonly MetricDataQuery[];
}

/** An alarm on other alarms, as PutCompositeAlarm takes it. */
export interface CompositeDefinition extends CommonDefinition {
  readonly AlarmRule: string;
  readonly ActionsSuppressor?: string;
  readonly ActionsSuppressorWaitPeriod?: number;
  readonly ActionsSuppressorExtensionPeriod?: number;
}

/** Kinds of alarms. */
export type AlarmKind = 'MetricAlarm' | 'CompositeAlarm';

/** A row of the alarms' table. */
export interface AlarmRow {
  readonly name: string;
  readonly kind: AlarmKind;
  readonly definition: string;
  readonly state: AlarmState;
  readonly reason: string;
  readonly reason_data: string | null;
  /** When state or reason were last written, epoch milliseconds. */
  readonly updated: number;
  /** When the state last became another. */
  readonly transitioned: number;
  /** When the definition was last written. */
  readonly configured: number;
  /** What keeps the actions of a composite alarm back, JSON. */
  readonly suppression: string | null;
}

/** What keeps the actions of a composite alarm back. */
export interface Suppression {
  readonly by: 'WaitPeriod' | 'ExtensionPeriod' | 'Alarm';
  readonly reason: string;
}

/** ARN of an alarm. */
export function alarmArn(name: string, cloud: Cloud): string {
  return `arn:${cloud.partition}:cloudwatch:${cloud.region}:${cloud.accountId}:alarm:${name}`;
}

/** Permission for an action on an alarm. */
export function onAlarm(name: string, alarm: string, { cloud }: ActionContext): Permission {
  return { action: `cloudwatch:${name}`, resource: alarmArn(alarm, cloud) };
}

/** The alarm, where there is one. */
export function alarmNamed(name: string, cloud: Cloud): AlarmRow | undefined {
  return cloud.db.get<AlarmRow>('SELECT * FROM cloudwatch_alarms WHERE name = ?', name);
}

/** All alarms of a kind, by name. */
export function alarmsOf(kind: AlarmKind, cloud: Cloud): readonly AlarmRow[] {
  return cloud.db.all<AlarmRow>(
    'SELECT * FROM cloudwatch_alarms WHERE kind = ? ORDER BY name',
    kind,
  );
}

/** The definition of a metric alarm. */
export function definitionOf(row: AlarmRow): AlarmDefinition {
  return JSON.parse(row.definition) as AlarmDefinition;
}

/** The definition of a composite alarm. */
export function compositeOf(row: AlarmRow): CompositeDefinition {
  return JSON.parse(row.definition) as CompositeDefinition;
}

/** The metrics that an alarm looks at. */
export function watchedBy(definition: AlarmDefinition): readonly MetricName[] {
  if (!definition.Metrics?.length) return [metricName(definition)];
  return definition.Metrics.flatMap(({ MetricStat }) =>
    MetricStat ? [metricName(MetricStat.Metric)] : [],
  );
}

/** Stores an alarm; one that was there keeps its state. */
export function storeAlarm(
  kind: AlarmKind,
  definition: AlarmDefinition | CompositeDefinition,
  cloud: Cloud,
): AlarmRow {
  const { AlarmName: name } = definition;
  const old = alarmNamed(name, cloud);
  const now = cloud.world.now();
  cloud.db.run(
    'INSERT OR REPLACE INTO cloudwatch_alarms VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)',
    name,
    kind,
    JSON.stringify(definition),
    old?.state ?? 'INSUFFICIENT_DATA',
    old?.reason ?? 'Unchecked: Initial alarm creation',
    old?.reason_data ?? null,
    old?.updated ?? now,
    old?.transitioned ?? now,
    now,
  );
  cloud.db.run('DELETE FROM cloudwatch_watched WHERE alarm = ?', name);
  if (kind === 'MetricAlarm')
    for (const metric of watchedBy(definition as AlarmDefinition))
      cloud.db.run(
        'INSERT OR IGNORE INTO cloudwatch_watched VALUES (?, ?, ?, ?)',
        metric.namespace,
        metric.name,
        metric.dimensions,
        name,
      );
  return alarmNamed(name, cloud)!;
}

/** Takes an alarm away, with its timers. */
export function removeAlarm(name: string, cloud: Cloud): void {
  cloud.db.run('DELETE FROM cloudwatch_alarms WHERE name = ?', name);
  cloud.db.run('DELETE FROM cloudwatch_watched WHERE alarm = ?', name);
  cloud.timers.cancel('cloudwatch.evaluate', name);
  cloud.timers.cancel('cloudwatch.suppression', name);
}

/** How CloudWatch shows an alarm of either kind. */
export function asAlarm(row: AlarmRow, cloud: Cloud) {
  const { Tags: _, ...definition } = JSON.parse(row.definition) as CommonDefinition & {
    readonly Tags?: unknown;
  };
  const suppression = row.suppression ? (JSON.parse(row.suppression) as Suppression) : undefined;
  const isSimple = row.kind === 'MetricAlarm' && !definitionOf(row).Metrics?.length;
  return {
    ...definition,
    ...(isSimple ? { Dimensions: definitionOf(row).Dimensions ?? [] } : {}),
    AlarmArn: alarmArn(row.name, cloud),
    ActionsEnabled: definition.ActionsEnabled ?? true,
    OKActions: definition.OKActions ?? [],
    AlarmActions: definition.AlarmActions ?? [],
    InsufficientDataActions: definition.InsufficientDataActions ?? [],
    StateValue: row.state,
    StateReason: row.reason,
    StateReasonData: row.reason_data ?? undefined,
    StateUpdatedTimestamp: new Date(row.updated),
    StateTransitionedTimestamp: new Date(row.transitioned),
    AlarmConfigurationUpdatedTimestamp: new Date(row.configured),
    ActionsSuppressedBy: suppression?.by,
    ActionsSuppressedReason: suppression?.reason,
  };
}

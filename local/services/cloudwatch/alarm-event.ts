import type { Cloud } from '../../kernel/index.ts';
import { alarmArn, compositeOf, definitionOf } from './alarms.ts';
import type { AlarmRow, Suppression } from './alarms.ts';
import { dimensionsOf } from './metrics.ts';
import type { MetricDataQuery } from './queries.ts';
import { stamp } from './reasons.ts';
import type { StateChange } from './transition.ts';

/**
 * The event "CloudWatch Alarm State Change". Source: CloudWatch user guide, alarm events and
 * EventBridge.
 */
export function stateChangeEvent(row: AlarmRow, change: StateChange, cloud: Cloud) {
  return {
    ...envelope(row, 'CloudWatch Alarm State Change', change.time, cloud),
    detail: stateChangeDetail(row, change, cloud),
  };
}

/** What the event tells, and what functions are called with. */
export function stateChangeDetail(row: AlarmRow, change: StateChange, cloud: Cloud) {
  const suppression = row.suppression ? (JSON.parse(row.suppression) as Suppression) : undefined;
  return {
    alarmName: row.name,
    state: {
      value: change.state,
      reason: change.reason,
      reasonData: change.reasonData ?? undefined,
      timestamp: stamp(change.time),
      actionsSuppressedBy: suppression?.by,
      actionsSuppressedReason: suppression?.reason,
    },
    previousState: {
      value: change.old,
      reason: change.oldReason,
      reasonData: change.oldReasonData ?? undefined,
      timestamp: stamp(change.oldTime),
    },
    configuration: configurationOf(row, cloud),
  };
}

/** What became of an alarm's definition. */
export type AlarmOperation = 'create' | 'update' | 'delete';

/** The event "CloudWatch Alarm Configuration Change", with the definition as it was before. */
export function configurationChangeEvent(
  row: AlarmRow,
  { operation, before }: { readonly operation: AlarmOperation; readonly before?: AlarmRow },
  cloud: Cloud,
) {
  return {
    ...envelope(row, 'CloudWatch Alarm Configuration Change', cloud.world.now(), cloud),
    detail: {
      alarmName: row.name,
      operation,
      state: {
        value: row.state,
        reason: row.reason,
        reasonData: row.reason_data ?? undefined,
        timestamp: stamp(row.updated),
      },
      configuration: fullConfigurationOf(row, cloud),
      previousConfiguration: before && fullConfigurationOf(before, cloud),
    },
  };
}

function envelope(row: AlarmRow, detailType: string, time: number, cloud: Cloud) {
  return {
    version: '0',
    id: cloud.world.uuid(),
    'detail-type': detailType,
    source: 'aws.cloudwatch',
    account: cloud.accountId,
    time: new Date(time).toISOString().replace(/\.\d+Z$/, 'Z'),
    region: cloud.region,
    resources: [alarmArn(row.name, cloud)],
  };
}

function fullConfigurationOf(row: AlarmRow, cloud: Cloud) {
  const definition = definitionOf(row);
  const shared = {
    ...configurationOf(row, cloud),
    alarmName: row.name,
    actionsEnabled: definition.ActionsEnabled ?? true,
    timestamp: stamp(row.configured),
    okActions: definition.OKActions ?? [],
    alarmActions: definition.AlarmActions ?? [],
    insufficientDataActions: definition.InsufficientDataActions ?? [],
  };
  if (row.kind === 'CompositeAlarm') return shared;
  return {
    ...shared,
    evaluationPeriods: definition.EvaluationPeriods,
    datapointsToAlarm: definition.DatapointsToAlarm,
    threshold: definition.Threshold,
    comparisonOperator: definition.ComparisonOperator,
    treatMissingData: definition.TreatMissingData ?? 'missing',
  };
}

function configurationOf(row: AlarmRow, cloud: Cloud) {
  if (row.kind === 'CompositeAlarm') {
    const composite = compositeOf(row);
    return {
      description: composite.AlarmDescription,
      alarmRule: composite.AlarmRule,
      actionsSuppressor: composite.ActionsSuppressor,
      actionsSuppressorWaitPeriod: composite.ActionsSuppressorWaitPeriod,
      actionsSuppressorExtensionPeriod: composite.ActionsSuppressorExtensionPeriod,
    };
  }
  const definition = definitionOf(row);
  const { Metrics, AlarmDescription: description } = definition;
  if (Metrics?.length) return { description, metrics: Metrics.map(metricOf) };
  const own: MetricDataQuery = {
    Id: cloud.world.uuid(),
    MetricStat: {
      Metric: definition,
      Period: definition.Period ?? 60,
      Stat: definition.ExtendedStatistic ?? definition.Statistic ?? '',
      Unit: definition.Unit,
    },
  };
  return { description, metrics: [metricOf(own)] };
}

function metricOf({ Id: id, Label: label, Expression: expression, ...query }: MetricDataQuery) {
  const returnData = query.ReturnData ?? true;
  if (!query.MetricStat) return { id, expression, label, returnData };
  const { Metric, Period: period, Stat: stat, Unit: unit } = query.MetricStat;
  const { Namespace: namespace, MetricName: name, Dimensions } = Metric;
  const metric = { namespace, name, dimensions: dimensionsOf(Dimensions) };
  return { id, metricStat: { metric, period, stat, unit }, label, returnData };
}

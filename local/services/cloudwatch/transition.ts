import type { Cloud, Delivery } from '../../kernel/index.ts';
import { alarmArn } from './alarms.ts';
import type { AlarmDefinition, AlarmRow, AlarmState } from './alarms.ts';
import type { PeriodValue } from './evaluation.ts';

/**
 * Brings an alarm to another state: writes history, tells EventBridge, calls the actions of the new
 * state.
 */
export function transition(
  row: AlarmRow,
  state: AlarmState,
  reason: string,
  values: readonly PeriodValue[],
  cloud: Cloud,
): void {
  const now = cloud.world.now();
  const definition = JSON.parse(row.definition) as AlarmDefinition;
  const reasonData = JSON.stringify({
    version: '1.0',
    queryDate: new Date(now).toISOString(),
    statistic: definition.Statistic,
    period: definition.Period,
    recentDatapoints: values.flatMap(({ value }) => (value === undefined ? [] : [value])),
    threshold: definition.Threshold,
  });
  cloud.db.run(
    'UPDATE cloudwatch_alarms SET state = ?, reason = ?, reason_data = ?, state_time = ? WHERE name = ?',
    state,
    reason,
    reasonData,
    now,
    row.name,
  );
  cloud.db.run(
    'INSERT INTO cloudwatch_history (alarm, time, kind, summary, data) VALUES (?, ?, ?, ?, ?)',
    row.name,
    now,
    'StateUpdate',
    `Alarm updated from ${row.state} to ${state}`,
    JSON.stringify({
      version: '1.0',
      oldState: { stateValue: row.state, stateReason: row.reason },
      newState: { stateValue: state, stateReason: reason },
    }),
  );
  announce(row, definition, state, reason, reasonData, cloud);
  if (definition.ActionsEnabled !== false)
    for (const target of actionsOf(definition, state))
      cloud.outbox.send('cloudwatch.action', {
        target,
        alarm: row.name,
        old: row.state,
        state,
        reason,
        time: now,
      });
}

function actionsOf(definition: AlarmDefinition, state: AlarmState): readonly string[] {
  return (
    {
      ALARM: definition.AlarmActions,
      OK: definition.OKActions,
      INSUFFICIENT_DATA: definition.InsufficientDataActions,
    }[state] ?? []
  );
}

/**
 * The event "CloudWatch Alarm State Change". Source: CloudWatch user guide, alarm events and
 * EventBridge.
 */
function announce(
  row: AlarmRow,
  definition: AlarmDefinition,
  value: AlarmState,
  reason: string,
  reasonData: string,
  cloud: Cloud,
): void {
  const now = cloud.world.now();
  cloud.outbox.announce('aws-event', {
    version: '0',
    id: cloud.world.uuid(),
    'detail-type': 'CloudWatch Alarm State Change',
    source: 'aws.cloudwatch',
    account: cloud.accountId,
    time: new Date(now).toISOString().replace(/\.\d+Z$/, 'Z'),
    region: cloud.region,
    resources: [alarmArn(row.name, cloud)],
    detail: {
      alarmName: row.name,
      state: { value, reason, reasonData, timestamp: stamp(now) },
      previousState: {
        value: row.state,
        reason: row.reason,
        reasonData: row.reason_data || undefined,
        timestamp: stamp(row.state_time),
      },
      configuration: {
        description: definition.AlarmDescription,
        metrics: [
          {
            id: 'm1',
            returnData: true,
            metricStat: {
              metric: {
                namespace: row.namespace,
                name: row.metric,
                dimensions: Object.fromEntries(JSON.parse(row.dimensions) as [string, string][]),
              },
              period: definition.Period,
              stat: definition.ExtendedStatistic ?? definition.Statistic,
            },
          },
        ],
      },
    },
  });
}

function stamp(time: number): string {
  return new Date(time).toISOString().replace('Z', '+0000');
}

/** An action on its way. */
export interface AlarmAction {
  readonly target: string;
  readonly alarm: string;
  readonly old: AlarmState;
  readonly state: AlarmState;
  readonly reason: string;
  readonly time: number;
}

/**
 * Calls a topic or a function as CloudWatch does: in its own name, so that their policies have to
 * let it.
 */
export async function performAction({ payload, cloud }: Delivery<AlarmAction>): Promise<void> {
  const arn = alarmArn(payload.alarm, cloud);
  const message = JSON.stringify({
    AlarmName: payload.alarm,
    AlarmArn: arn,
    AWSAccountId: cloud.accountId,
    Region: cloud.region,
    OldStateValue: payload.old,
    NewStateValue: payload.state,
    NewStateReason: payload.reason,
    StateChangeTime: stamp(payload.time),
  });
  if (payload.target.startsWith('arn:aws:sns:')) {
    await cloud.call(
      'sns',
      'Publish',
      {
        TopicArn: payload.target,
        Subject: `${payload.state}: "${payload.alarm}"`,
        Message: message,
      },
      {
        kind: 'service',
        arn: 'cloudwatch.amazonaws.com',
        accountId: cloud.accountId,
        sourceArn: arn,
      },
    );
  } else if (payload.target.startsWith('arn:aws:lambda:')) {
    await cloud.call(
      'lambda',
      'Invoke',
      { FunctionName: payload.target, InvocationType: 'Event', Payload: message },
      {
        kind: 'service',
        arn: 'lambda.alarms.cloudwatch.amazonaws.com',
        accountId: cloud.accountId,
        sourceArn: arn,
      },
    );
  }
}

import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import type { ActionContext, Permission } from '../../../kernel/index.ts';
import { alarmArn, asAlarm, putAlarm } from '../alarms.ts';
import type { AlarmDefinition, AlarmRow, AlarmState } from '../alarms.ts';
import { evaluateAlarm } from '../evaluation.ts';
import { transition } from '../transition.ts';

const on = (name: string, alarm: string, { cloud }: ActionContext): Permission => ({
  action: `cloudwatch:${name}`,
  resource: alarmArn(alarm, cloud),
});

/** PutMetricAlarm: evaluated at once. */
export const putMetricAlarm = action(
  'PutMetricAlarm',
  (input: AlarmDefinition, context) => [on('PutMetricAlarm', input.AlarmName, context)],
  (input, { cloud }) => {
    evaluateAlarm(putAlarm(input, cloud), cloud);
    return {};
  },
);

/** Input of DescribeAlarms. */
export interface DescribeAlarmsInput {
  readonly AlarmNames?: readonly string[];
  readonly AlarmNamePrefix?: string;
  readonly StateValue?: AlarmState;
  readonly MaxRecords?: number;
  readonly NextToken?: string;
}

/** DescribeAlarms: by name. */
export const describeAlarms = action(
  'DescribeAlarms',
  (_input: DescribeAlarmsInput, context) => [on('DescribeAlarms', '*', context)],
  (input, { cloud }) => {
    const limit = input.MaxRecords ?? 50;
    const prefix = input.AlarmNamePrefix ?? '';
    const rows = cloud.db
      .all<AlarmRow>(
        `SELECT * FROM cloudwatch_alarms WHERE substr(name, 1, ?) = ? AND name > ? AND (? = '' OR state = ?) ORDER BY name`,
        prefix.length,
        prefix,
        input.NextToken ?? '',
        input.StateValue ?? '',
        input.StateValue ?? '',
      )
      .filter(({ name }) => !input.AlarmNames?.length || input.AlarmNames.includes(name));
    const page = rows.slice(0, limit);
    return {
      MetricAlarms: page.map((row) => asAlarm(row, cloud)),
      CompositeAlarms: [],
      NextToken: rows.length > limit ? page.at(-1)!.name : undefined,
    };
  },
);

/** DeleteAlarms. */
export const deleteAlarms = action(
  'DeleteAlarms',
  ({ AlarmNames }: { readonly AlarmNames: readonly string[] }, context) =>
    AlarmNames.map((name) => on('DeleteAlarms', name, context)),
  ({ AlarmNames }, { cloud }) => {
    for (const name of AlarmNames) {
      cloud.db.run('DELETE FROM cloudwatch_alarms WHERE name = ?', name);
      cloud.timers.cancel('cloudwatch.evaluate', name);
    }
    return {};
  },
);

/** Input of SetAlarmState. */
export interface SetAlarmStateInput {
  readonly AlarmName: string;
  readonly StateValue: AlarmState;
  readonly StateReason: string;
}

/** SetAlarmState: for drills. The next evaluation may change it back. */
export const setAlarmState = action(
  'SetAlarmState',
  (input: SetAlarmStateInput, context) => [on('SetAlarmState', input.AlarmName, context)],
  (input, { cloud }) => {
    const row = cloud.db.get<AlarmRow>(
      'SELECT * FROM cloudwatch_alarms WHERE name = ?',
      input.AlarmName,
    );
    if (!row) throw new AwsError('ResourceNotFound', 'Alarm not found', { status: 404 });
    if (row.state !== input.StateValue)
      transition(row, input.StateValue, input.StateReason, [], cloud);
    return {};
  },
);

/** EnableAlarmActions and DisableAlarmActions. */
export const [enableAlarmActions, disableAlarmActions] = (
  ['EnableAlarmActions', 'DisableAlarmActions'] as const
).map((name) =>
  action(
    name,
    ({ AlarmNames }: { readonly AlarmNames: readonly string[] }, context) =>
      AlarmNames.map((alarm) => on(name, alarm, context)),
    ({ AlarmNames }, { cloud }) => {
      const enabled = name === 'EnableAlarmActions' ? 1 : 0;
      for (const alarm of AlarmNames) {
        cloud.db.run(
          `UPDATE cloudwatch_alarms SET definition = json_set(definition, '$.ActionsEnabled', json(?)) WHERE name = ?`,
          enabled ? 'true' : 'false',
          alarm,
        );
      }
      return {};
    },
  ),
) as [AlarmSwitch, AlarmSwitch];

type AlarmSwitch = ReturnType<typeof action<{ readonly AlarmNames: readonly string[] }, object>>;

/** Input of DescribeAlarmHistory. */
export interface AlarmHistoryInput {
  readonly AlarmName?: string;
  readonly StartDate?: Date;
  readonly EndDate?: Date;
  readonly MaxRecords?: number;
  readonly NextToken?: string;
  readonly ScanBy?: string;
}

/** DescribeAlarmHistory: newest first unless asked otherwise. */
export const describeAlarmHistory = action(
  'DescribeAlarmHistory',
  (input: AlarmHistoryInput, context) => [
    on('DescribeAlarmHistory', input.AlarmName ?? '*', context),
  ],
  (input, { cloud }) => {
    const limit = input.MaxRecords ?? 100;
    const oldestFirst = input.ScanBy === 'TimestampAscending';
    const rows = cloud.db.all<{
      id: number;
      alarm: string;
      time: number;
      kind: string;
      summary: string;
      data: string;
    }>(
      `SELECT * FROM cloudwatch_history WHERE (? = '' OR alarm = ?) AND time >= ? AND time <= ? AND id ${oldestFirst ? '>' : '<'} ?
       ORDER BY id ${oldestFirst ? 'ASC' : 'DESC'} LIMIT ?`,
      input.AlarmName ?? '',
      input.AlarmName ?? '',
      input.StartDate?.getTime() ?? 0,
      input.EndDate?.getTime() ?? Number.MAX_SAFE_INTEGER,
      Number(input.NextToken ?? (oldestFirst ? 0 : Number.MAX_SAFE_INTEGER)),
      limit + 1,
    );
    const page = rows.slice(0, limit);
    return {
      AlarmHistoryItems: page.map((row) => ({
        AlarmName: row.alarm,
        AlarmType: 'MetricAlarm',
        Timestamp: new Date(row.time),
        HistoryItemType: row.kind,
        HistorySummary: row.summary,
        HistoryData: row.data,
      })),
      NextToken: rows.length > limit ? String(page.at(-1)!.id) : undefined,
    };
  },
);

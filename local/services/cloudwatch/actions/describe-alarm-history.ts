import { action, pageAfter } from '../../../kernel/index.ts';
import { onAlarm } from '../alarms.ts';
import type { HistoryRow } from '../history.ts';
import { nameBefore } from '../paging.ts';

/** Input of DescribeAlarmHistory. */
export interface AlarmHistoryInput {
  readonly AlarmName?: string;
  readonly AlarmTypes?: readonly string[];
  readonly HistoryItemType?: string;
  readonly StartDate?: Date;
  readonly EndDate?: Date;
  readonly MaxRecords?: number;
  readonly NextToken?: string;
  readonly ScanBy?: string;
}

/** DescribeAlarmHistory: newest first, and of metric alarms, unless asked otherwise. */
export const describeAlarmHistory = action(
  'DescribeAlarmHistory',
  (input: AlarmHistoryInput, context) => [
    onAlarm('DescribeAlarmHistory', input.AlarmName ?? '*', context),
  ],
  (input, { cloud }) => {
    const { MaxRecords: limit = 100, AlarmTypes = ['MetricAlarm'] } = input;
    const oldestFirst = input.ScanBy === 'TimestampAscending';
    const after = nameBefore(input.NextToken) || (oldestFirst ? 0 : Number.MAX_SAFE_INTEGER);
    const rows = cloud.db.all<HistoryRow>(
      `SELECT * FROM cloudwatch_history
       WHERE (? IS NULL OR alarm = ?) AND (? IS NULL OR kind = ?)
         AND alarm_kind IN (SELECT value FROM json_each(?))
         AND time >= ? AND time <= ? AND id ${oldestFirst ? '>' : '<'} ?
       ORDER BY id ${oldestFirst ? 'ASC' : 'DESC'} LIMIT ?`,
      input.AlarmName ?? null,
      input.AlarmName ?? null,
      input.HistoryItemType ?? null,
      input.HistoryItemType ?? null,
      JSON.stringify(AlarmTypes),
      input.StartDate?.getTime() ?? 0,
      input.EndDate?.getTime() ?? Number.MAX_SAFE_INTEGER,
      Number(after),
      limit + 1,
    );
    const { page, next } = pageAfter(rows, limit, ({ id }) => id);
    return {
      AlarmHistoryItems: page.map((row) => ({
        AlarmName: row.alarm,
        AlarmType: row.alarm_kind,
        Timestamp: new Date(row.time),
        HistoryItemType: row.kind,
        HistorySummary: row.summary,
        HistoryData: row.data,
      })),
      NextToken: next,
    };
  },
);

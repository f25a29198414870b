import type { Cloud } from '../../kernel/index.ts';
import { configurationChangeEvent } from './alarm-event.ts';
import type { AlarmOperation } from './alarm-event.ts';
import type { AlarmKind, AlarmRow } from './alarms.ts';

/** Kinds of history items. */
export type HistoryKind = 'StateUpdate' | 'ConfigurationUpdate' | 'Action';

/** A row of the history's table. */
export interface HistoryRow {
  readonly id: number;
  readonly alarm: string;
  readonly alarm_kind: AlarmKind;
  readonly time: number;
  readonly kind: HistoryKind;
  readonly summary: string;
  readonly data: string;
}

/** Writes a history item. */
export function remember(
  { name, kind: alarmKind }: Pick<AlarmRow, 'name' | 'kind'>,
  kind: HistoryKind,
  item: { readonly summary: string; readonly data: object },
  cloud: Cloud,
): void {
  cloud.db.run(
    `INSERT INTO cloudwatch_history (alarm, alarm_kind, time, kind, summary, data)
     VALUES (?, ?, ?, ?, ?, ?)`,
    name,
    alarmKind,
    cloud.world.now(),
    kind,
    item.summary,
    JSON.stringify({ version: '1.0', ...item.data }),
  );
}

/** Writes that an alarm was made, changed or deleted, and tells EventBridge. */
export function rememberConfiguration(
  row: AlarmRow,
  { operation, before }: { readonly operation: AlarmOperation; readonly before?: AlarmRow },
  cloud: Cloud,
): void {
  const type = { create: 'Create', update: 'Update', delete: 'Delete' }[operation];
  const data = { type, [`${operation}dAlarm`]: JSON.parse(row.definition) as object };
  const summary = `Alarm "${row.name}" ${operation}d`;
  remember(row, 'ConfigurationUpdate', { summary, data }, cloud);
  const event = configurationChangeEvent(row, { operation, before }, cloud);
  cloud.outbox.announce('aws-event', event);
}

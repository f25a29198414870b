import type { Cloud } from '../../kernel/index.ts';
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

/** Writes that an alarm was made, changed or deleted. */
export function rememberConfiguration(
  row: Pick<AlarmRow, 'name' | 'kind' | 'definition'>,
  operation: 'created' | 'updated' | 'deleted',
  cloud: Cloud,
): void {
  const type = { created: 'Create', updated: 'Update', deleted: 'Delete' }[operation];
  const data = { type, [`${operation}Alarm`]: JSON.parse(row.definition) as object };
  const summary = `Alarm "${row.name}" ${operation}`;
  remember(row, 'ConfigurationUpdate', { summary, data }, cloud);
}

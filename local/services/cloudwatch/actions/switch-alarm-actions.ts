import { action } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { alarmNamed, onAlarm } from '../alarms.ts';
import { rememberConfiguration } from '../history.ts';

/** Input of EnableAlarmActions and DisableAlarmActions. */
export interface AlarmActionsInput {
  readonly AlarmNames: readonly string[];
}

/** EnableAlarmActions. */
export const enableAlarmActions = action(
  'EnableAlarmActions',
  ({ AlarmNames }: AlarmActionsInput, context) =>
    AlarmNames.map((name) => onAlarm('EnableAlarmActions', name, context)),
  (input, { cloud }) => switchTo(true, input, cloud),
);

/** DisableAlarmActions. */
export const disableAlarmActions = action(
  'DisableAlarmActions',
  ({ AlarmNames }: AlarmActionsInput, context) =>
    AlarmNames.map((name) => onAlarm('DisableAlarmActions', name, context)),
  (input, { cloud }) => switchTo(false, input, cloud),
);

function switchTo(enabled: boolean, { AlarmNames }: AlarmActionsInput, cloud: Cloud) {
  for (const name of AlarmNames) {
    const before = alarmNamed(name, cloud);
    cloud.db.run(
      `UPDATE cloudwatch_alarms SET definition = json_set(definition, '$.ActionsEnabled', json(?)),
       configured = ? WHERE name = ?`,
      String(enabled),
      cloud.world.now(),
      name,
    );
    const row = alarmNamed(name, cloud);
    if (row) rememberConfiguration(row, { operation: 'update', before }, cloud);
  }
  return {};
}

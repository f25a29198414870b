import { action } from '../../../kernel/index.ts';
import { alarmNamed, onAlarm } from '../alarms.ts';
import type { AlarmState } from '../alarms.ts';
import { notFound } from '../errors.ts';
import { transition } from '../transition.ts';

/** Input of SetAlarmState. */
export interface SetAlarmStateInput {
  readonly AlarmName: string;
  readonly StateValue: AlarmState;
  readonly StateReason: string;
  readonly StateReasonData?: string;
}

/** SetAlarmState: for drills. The next evaluation may change it back. */
export const setAlarmState = action(
  'SetAlarmState',
  (input: SetAlarmStateInput, context) => [onAlarm('SetAlarmState', input.AlarmName, context)],
  ({ AlarmName, StateValue: state, StateReason: reason, StateReasonData }, { cloud }) => {
    const row = alarmNamed(AlarmName, cloud);
    if (!row) throw notFound();
    if (row.state !== state) transition(row, { state, reason, reasonData: StateReasonData }, cloud);
    return {};
  },
);

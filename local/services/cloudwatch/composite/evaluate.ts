import type { Cloud, Delivery } from '../../../kernel/index.ts';
import { alarmArn, alarmNamed, compositeOf } from '../alarms.ts';
import type { AlarmRow } from '../alarms.ts';
import { stamp } from '../reasons.ts';
import { transition } from '../transition.ts';
import { childrenOf, holds, parseRule } from './rule.ts';
import { followSuppressor } from './suppression.ts';

/** A composite alarm is to be looked at, because another alarm changed. */
export interface Look {
  readonly name: string;
  readonly child: string;
}

/** Looks at a composite alarm after one of its children, or its suppressor, changed. */
export function look({ payload, cloud }: Delivery<Look>): void {
  cloud.db.transaction(() => {
    const row = alarmNamed(payload.name, cloud);
    if (row?.kind !== 'CompositeAlarm') return;
    followSuppressor(row, payload.child, cloud);
    const { AlarmRule } = compositeOf(row);
    if (childrenOf(AlarmRule).includes(payload.child)) evaluateComposite(row, payload.child, cloud);
  });
}

/** Evaluates a composite alarm; it has no state of insufficient data after that. */
export function evaluateComposite(row: AlarmRow, child: string | undefined, cloud: Cloud): void {
  const rule = parseRule(compositeOf(row).AlarmRule);
  const fires = holds(rule, (name) => alarmNamed(name, cloud)?.state);
  const state = fires ? 'ALARM' : 'OK';
  if (state === row.state) return;
  const cause = child === undefined ? undefined : alarmNamed(child, cloud);
  const arn = alarmArn(row.name, cloud);
  if (!cause) {
    const reason = `${arn} was created and its alarm rule evaluates to ${state}`;
    transition(row, { state, reason, reasonData: JSON.stringify({ triggeringAlarms: [] }) }, cloud);
    return;
  }
  const trigger = {
    arn: alarmArn(cause.name, cloud),
    state: { value: cause.state, timestamp: stamp(cause.updated) },
  };
  const reason = `${trigger.arn} transitioned to ${cause.state} at ${spelled(cause.updated)}`;
  const reasonData = JSON.stringify({ triggeringAlarms: [trigger] });
  transition(row, { state, reason, reasonData }, cloud);
}

/** `Friday 20 November, 2026 17:01:27 UTC` */
function spelled(time: number): string {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-US', {
      timeZone: 'UTC',
      weekday: 'long',
      day: '2-digit',
      month: 'long',
      year: 'numeric',
    })
      .formatToParts(time)
      .map(({ type, value }) => [type, value]),
  ) as Record<'weekday' | 'day' | 'month' | 'year', string>;
  const clock = new Date(time).toISOString().slice(11, 19);
  return `${parts.weekday} ${parts.day} ${parts.month}, ${parts.year} ${clock} UTC`;
}

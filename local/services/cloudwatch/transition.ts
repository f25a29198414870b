import type { Cloud } from '../../kernel/index.ts';
import { stateChangeEvent } from './alarm-event.ts';
import { alarmNamed, alarmsOf, compositeOf } from './alarms.ts';
import type { AlarmRow, AlarmState, CommonDefinition } from './alarms.ts';
import { childrenOf } from './composite/rule.ts';
import { remember } from './history.ts';

/** A state and why. */
export interface NewState {
  readonly state: AlarmState;
  readonly reason: string;
  /** JSON text. @default - none */
  readonly reasonData?: string;
}

/** An action on its way. */
export interface AlarmAction {
  readonly target: string;
  readonly alarm: string;
  readonly old: AlarmState;
  readonly oldReason: string;
  readonly oldReasonData: string | null;
  readonly oldTime: number;
  readonly state: AlarmState;
  readonly reason: string;
  readonly reasonData: string | null;
  readonly time: number;
}

/** The states before and after, as actions and events tell them. */
export type StateChange = Omit<AlarmAction, 'target'>;

/**
 * Brings an alarm to another state: writes history, tells EventBridge, lets actions follow, and has
 * the composite alarms looked at that stand on this one.
 */
export function transition(row: AlarmRow, to: NewState, cloud: Cloud): void {
  const now = cloud.world.now();
  const change: StateChange = {
    alarm: row.name,
    old: row.state,
    oldReason: row.reason,
    oldReasonData: row.reason_data,
    oldTime: row.updated,
    state: to.state,
    reason: to.reason,
    reasonData: to.reasonData ?? null,
    time: now,
  };
  cloud.db.run(
    `UPDATE cloudwatch_alarms SET state = ?, reason = ?, reason_data = ?, updated = ?,
     transitioned = ? WHERE name = ?`,
    to.state,
    to.reason,
    to.reasonData ?? null,
    now,
    row.state === to.state ? row.transitioned : now,
    row.name,
  );
  remember(
    row,
    'StateUpdate',
    {
      summary: `Alarm updated from ${row.state} to ${to.state}`,
      data: {
        oldState: stateData(row.state, row.reason, row.reason_data),
        newState: stateData(to.state, to.reason, to.reasonData ?? null),
      },
    },
    cloud,
  );
  cloud.outbox.announce('aws-event', stateChangeEvent(row, change, cloud));
  if (row.kind === 'CompositeAlarm') cloud.outbox.send('cloudwatch.composite-changed', change);
  else startActions(change, cloud);
  if (row.state !== to.state) lookAtParents(row.name, cloud);
}

function stateData(stateValue: string, stateReason: string, stateReasonData: string | null) {
  return {
    stateValue,
    stateReason,
    stateReasonData: stateReasonData === null ? undefined : (JSON.parse(stateReasonData) as object),
  };
}

/** Sends the actions of the new state on their way. */
export function startActions(change: StateChange, cloud: Cloud): void {
  const row = alarmNamed(change.alarm, cloud);
  const definition = row && (JSON.parse(row.definition) as CommonDefinition);
  if (!definition || definition.ActionsEnabled === false) return;
  const actions = {
    ALARM: definition.AlarmActions,
    OK: definition.OKActions,
    INSUFFICIENT_DATA: definition.InsufficientDataActions,
  }[change.state];
  for (const target of actions ?? [])
    cloud.outbox.send('cloudwatch.action', { ...change, target } satisfies AlarmAction, {
      retry: { maxAttempts: 1 },
    });
}

/** Composite alarms follow their children, and the alarm that suppresses their actions. */
function lookAtParents(name: string, cloud: Cloud): void {
  for (const parent of alarmsOf('CompositeAlarm', cloud)) {
    const { AlarmRule, ActionsSuppressor } = compositeOf(parent);
    const isSuppressor =
      ActionsSuppressor === name || ActionsSuppressor?.endsWith(`:alarm:${name}`);
    if (isSuppressor || childrenOf(AlarmRule).includes(name))
      cloud.outbox.send('cloudwatch.look', { name: parent.name, child: name });
  }
}

import type { Cloud, Delivery } from '../../../kernel/index.ts';
import { alarmArn, alarmNamed, compositeOf } from '../alarms.ts';
import type { AlarmRow, Suppression } from '../alarms.ts';
import { startActions } from '../transition.ts';
import type { StateChange } from '../transition.ts';
import { nameIn } from './rule.ts';

/** What is kept back, with the change whose actions wait. */
interface Held extends Suppression {
  readonly change: StateChange;
}

/**
 * A composite alarm changed: its actions follow at once, or are kept back while its suppressor is
 * in alarm. An alarm that fires first waits for the suppressor. Source: CloudWatch user guide,
 * composite alarm action suppression.
 */
export function compositeChanged({ payload: change, cloud }: Delivery<StateChange>): void {
  cloud.db.transaction(() => {
    const row = alarmNamed(change.alarm, cloud);
    if (!row) return;
    const held = heldOf(row);
    const suppressor = suppressorOf(row, cloud);
    if (!suppressor) return startActions(change, cloud);
    if (suppressor.state === 'ALARM')
      return keepBack(row, byAlarm(suppressor, change, cloud), cloud);
    if (change.state === 'ALARM') return wait(row, change, cloud);
    // It calmed down before its actions were performed: there is nothing to tell.
    release(row, cloud);
    if (!held || held.change.state !== 'ALARM') startActions(change, cloud);
  });
}

/** The suppressor changed: what was kept back stays, or follows after the extension. */
export function followSuppressor(row: AlarmRow, changed: string, cloud: Cloud): void {
  const suppressor = suppressorOf(row, cloud);
  const held = heldOf(row);
  if (suppressor?.name !== changed || !held) return;
  if (suppressor.state === 'ALARM') {
    cloud.timers.cancel('cloudwatch.suppression', row.name);
    keepBack(row, byAlarm(suppressor, held.change, cloud), cloud);
  } else if (held.by === 'Alarm') {
    const { ActionsSuppressorExtensionPeriod: seconds = 0 } = compositeOf(row);
    const reason = `Actions suppressed by ExtensionPeriod of ${seconds} seconds`;
    keepBack(row, { by: 'ExtensionPeriod', reason, change: held.change }, cloud, seconds);
  }
}

/** A period is over: what was kept back follows. */
export function periodOver(name: string, cloud: Cloud): void {
  const row = alarmNamed(name, cloud);
  const held = row && heldOf(row);
  if (!row || !held) return;
  release(row, cloud);
  if (held.change.state === row.state) startActions(held.change, cloud);
}

function wait(row: AlarmRow, change: StateChange, cloud: Cloud): void {
  const { ActionsSuppressorWaitPeriod: seconds = 0 } = compositeOf(row);
  const reason = `Actions suppressed by WaitPeriod of ${seconds} seconds`;
  keepBack(row, { by: 'WaitPeriod', reason, change }, cloud, seconds);
}

function byAlarm(suppressor: AlarmRow, change: StateChange, cloud: Cloud): Held {
  return {
    by: 'Alarm',
    reason: `Actions suppressed by alarm ${alarmArn(suppressor.name, cloud)}`,
    change,
  };
}

function keepBack(row: AlarmRow, held: Held, cloud: Cloud, seconds?: number): void {
  write(row, JSON.stringify(held), cloud);
  if (seconds === undefined) return;
  const due = cloud.world.now() + seconds * 1000;
  cloud.timers.set('cloudwatch.suppression', row.name, due, { name: row.name });
}

function release(row: AlarmRow, cloud: Cloud): void {
  cloud.timers.cancel('cloudwatch.suppression', row.name);
  write(row, null, cloud);
}

function write({ name }: AlarmRow, suppression: string | null, cloud: Cloud): void {
  cloud.db.run('UPDATE cloudwatch_alarms SET suppression = ? WHERE name = ?', suppression, name);
}

function heldOf({ suppression }: AlarmRow): Held | undefined {
  return suppression === null ? undefined : (JSON.parse(suppression) as Held);
}

function suppressorOf(row: AlarmRow, cloud: Cloud): AlarmRow | undefined {
  const { ActionsSuppressor } = compositeOf(row);
  return ActionsSuppressor === undefined ? undefined : alarmNamed(nameIn(ActionsSuppressor), cloud);
}

import { AwsError } from '../../errors.ts';
import type { Cloud } from '../../kernel/index.ts';
import { nextRun, parseSchedule } from '../scheduler/expressions.ts';
import type { Schedule } from '../scheduler/expressions.ts';
import { fire } from './routing.ts';
import { isEnabled, ruleRow } from './rules.ts';
import type { RuleRow } from './rules.ts';

/** Parses the schedule of a rule: a rate or a cron expression, in UTC. */
export function scheduleOf(expression: string): Schedule {
  const schedule = parseSchedule(expression);
  if (!schedule || schedule.kind === 'at')
    throw new AwsError('ValidationException', 'Parameter ScheduleExpression is not valid.');
  return schedule;
}

/** Sets (or takes away) the timer of a rule's next run. */
export function planRule(row: RuleRow, cloud: Cloud): void {
  const key = `${row.bus}|${row.name}`;
  const due =
    row.schedule && isEnabled(row)
      ? nextRun(scheduleOf(row.schedule), 'UTC', cloud.world.now())
      : undefined;
  if (due === undefined) cloud.timers.cancel('events.schedule', key);
  else cloud.timers.set('events.schedule', key, due, { bus: row.bus, name: row.name });
}

/** Fires a scheduled rule and sets its next time. */
export function fireSchedule(
  { bus, name }: { readonly bus: string; readonly name: string },
  cloud: Cloud,
): void {
  const rule = ruleRow(bus, name, cloud);
  if (!rule?.schedule || !isEnabled(rule)) return;
  fire(
    rule,
    {
      version: '0',
      id: cloud.world.uuid(),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: cloud.accountId,
      time: new Date(cloud.world.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
      region: cloud.region,
      resources: [rule.arn],
      detail: {},
    },
    cloud,
  );
  planRule(rule, cloud);
}

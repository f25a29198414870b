import type { Cloud } from '../../kernel/index.ts';
import { nextRun } from '../scheduler/expressions.ts';
import { fire } from './routing.ts';
import type { RuleRow } from './rules.ts';

/** Fires a scheduled rule and sets its next time. */
export function fireSchedule(
  { bus, name }: { readonly bus: string; readonly name: string },
  cloud: Cloud,
): void {
  const rule = cloud.db.get<RuleRow>(
    'SELECT * FROM events_rules WHERE bus = ? AND name = ?',
    bus,
    name,
  );
  if (!rule?.schedule || rule.state !== 'ENABLED') return;
  const now = cloud.world.now();
  fire(
    rule,
    {
      version: '0',
      id: cloud.world.uuid(),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: cloud.accountId,
      time: new Date(now).toISOString().replace(/\.\d+Z$/, 'Z'),
      region: cloud.region,
      resources: [rule.arn],
      detail: {},
    },
    cloud,
  );
  const due = nextRun(rule.schedule, 'UTC', now);
  if (due !== undefined) cloud.timers.set('events.schedule', `${bus}|${name}`, due, { bus, name });
}

import type { Cloud } from '../../kernel/index.ts';
import { testOf } from './rules.ts';
import type { RuleRow, Target } from './rules.ts';
import type { TargetDelivery } from './delivery.ts';
import { targetInput } from './transform.ts';

/** An event on a bus. */
export type BusEvent = Readonly<Record<string, unknown>>;

/** Sends an event to the targets of every enabled rule whose pattern it matches. */
export function route(bus: string, event: BusEvent, cloud: Cloud): void {
  const rules = cloud.db.all<RuleRow>(
    "SELECT * FROM events_rules WHERE bus = ? AND state = 'ENABLED' AND pattern IS NOT NULL",
    bus,
  );
  for (const rule of rules) if (testOf(rule.pattern!)(event)) fire(rule, event, cloud);
}

/** Sends an event to all targets of a rule. */
export function fire(rule: RuleRow, event: BusEvent, cloud: Cloud): void {
  const targets = cloud.db.all<{ target: string }>(
    'SELECT target FROM events_targets WHERE bus = ? AND rule = ? ORDER BY id',
    rule.bus,
    rule.name,
  );
  cloud.telemetry.metric({
    namespace: 'AWS/Events',
    name: 'MatchedEvents',
    dimensions: { RuleName: rule.name },
    value: 1,
    unit: 'Count',
  });
  for (const { target: text } of targets) {
    const target = JSON.parse(text) as Target;
    const delivery: TargetDelivery = {
      ruleArn: rule.arn,
      target,
      input: targetInput(target, event, rule),
      source: 'events.amazonaws.com',
    };
    const retry = {
      maxAttempts: (target.RetryPolicy?.MaximumRetryAttempts ?? 185) + 1,
      maxAgeSeconds: target.RetryPolicy?.MaximumEventAgeInSeconds ?? 86_400,
    };
    cloud.outbox.send('events.deliver', delivery, { retry });
  }
}

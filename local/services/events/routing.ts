import type { Cloud } from '../../kernel/index.ts';
import { testOf } from './rules.ts';
import type { RuleRow } from './rules.ts';
import type { TargetDelivery } from './delivery.ts';
import { targetsOf } from './targets.ts';
import { targetInput } from './transform.ts';

/** An event on a bus. */
export type BusEvent = Readonly<Record<string, unknown>>;

/** Source: EventBridge user guide, retry policy: 24 hours and 185 times. */
const DEFAULT_RETRIES = 185;
const DEFAULT_AGE_SECONDS = 86_400;

/**
 * Sends an event to the targets of every enabled rule whose pattern it matches. Patterns may be
 * shown the event as it was written, with repeated members and the forms of its numbers.
 */
export function route(bus: string, event: BusEvent, cloud: Cloud, seen = event): void {
  const rules = cloud.db.all<RuleRow>(
    "SELECT * FROM events_rules WHERE bus = ? AND state <> 'DISABLED' AND pattern IS NOT NULL",
    bus,
  );
  for (const rule of rules) if (testOf(rule.pattern!)(seen)) fire(rule, event, cloud);
}

/** Sends an event to all targets of a rule. */
export function fire(rule: RuleRow, event: BusEvent, cloud: Cloud): void {
  count('TriggeredRules', rule, cloud);
  count('MatchedEvents', rule, cloud);
  const origin = { arn: rule.arn, name: rule.name, ingested: cloud.world.now() };
  for (const target of targetsOf(rule.bus, rule.name, cloud)) {
    const input = targetInput(target, event, origin);
    if (input === undefined) {
      count('FailedInvocations', rule, cloud);
      continue;
    }
    const delivery: TargetDelivery = {
      ruleArn: rule.arn,
      target,
      input,
      source: 'events.amazonaws.com',
      born: cloud.world.now(),
    };
    cloud.outbox.send('events.deliver', delivery, { retry: retryOf(target.RetryPolicy) });
  }
}

/** How often a delivery is tried again. */
export function retryOf(
  policy: {
    readonly MaximumRetryAttempts?: number;
    readonly MaximumEventAgeInSeconds?: number;
  } = {},
) {
  return {
    maxAttempts: (policy.MaximumRetryAttempts ?? DEFAULT_RETRIES) + 1,
    maxAgeSeconds: policy.MaximumEventAgeInSeconds ?? DEFAULT_AGE_SECONDS,
  };
}

function count(name: string, rule: RuleRow, cloud: Cloud): void {
  cloud.telemetry.metrics([
    {
      namespace: 'AWS/Events',
      name,
      dimensions: { RuleName: rule.name },
      value: 1,
      unit: 'Count',
    },
  ]);
}

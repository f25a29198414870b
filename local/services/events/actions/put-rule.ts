import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { nextRun } from '../../scheduler/expressions.ts';
import { compilePattern } from '../pattern/compile.ts';
import { busName, onRule, requireBus, ruleArn } from '../rules.ts';

/** Input of PutRule. */
export interface PutRuleInput {
  readonly Name: string;
  readonly EventBusName?: string;
  readonly EventPattern?: string;
  readonly ScheduleExpression?: string;
  readonly State?: string;
  readonly Description?: string;
}

/** PutRule. */
export const putRule = action('PutRule', onRule('PutRule'), (input: PutRuleInput, { cloud }) => {
  const bus = busName(input.EventBusName);
  requireBus(bus, cloud);
  if (!input.EventPattern && !input.ScheduleExpression) {
    throw new AwsError(
      'ValidationException',
      'Parameter(s) EventPattern or ScheduleExpression must be specified.',
    );
  }
  if (input.EventPattern) compilePattern(input.EventPattern);
  const state = input.State ?? 'ENABLED';
  const arn = ruleArn(bus, input.Name, cloud);
  cloud.db.run(
    'INSERT OR REPLACE INTO events_rules VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    bus,
    input.Name,
    arn,
    input.EventPattern ?? null,
    input.ScheduleExpression ?? null,
    state,
    input.Description ?? null,
    cloud.world.now(),
  );
  cloud.timers.cancel('events.schedule', `${bus}|${input.Name}`);
  if (input.ScheduleExpression) {
    const due = nextRun(input.ScheduleExpression, 'UTC', cloud.world.now());
    if (due !== undefined && state === 'ENABLED')
      cloud.timers.set('events.schedule', `${bus}|${input.Name}`, due, { bus, name: input.Name });
  }
  return { RuleArn: arn };
});

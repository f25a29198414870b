import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import type { ActionContext, Permission, Tag } from '../../../kernel/index.ts';
import { busName, requireBus } from '../buses.ts';
import { compilePattern } from '../pattern/compile.ts';
import { onRule, requireUnmanaged, ruleArn, ruleNamed, ruleRow } from '../rules.ts';
import { planRule, scheduleOf } from '../schedules.ts';
import { putTags } from '../tags.ts';

/** Input of PutRule. */
export interface PutRuleInput {
  readonly Name: string;
  readonly EventBusName?: string;
  readonly EventPattern?: string;
  readonly ScheduleExpression?: string;
  readonly State?: string;
  readonly Description?: string;
  readonly RoleArn?: string;
  readonly Tags?: readonly Tag[];
}

/** PutRule: makes a rule or replaces it whole. Tags are those of the making; targets stay. */
export const putRule = action('PutRule', permissionsOf, (input: PutRuleInput, { cloud }) => {
  const bus = busName(input.EventBusName);
  requireBus(bus, cloud);
  check(input, bus);
  const old = ruleRow(bus, input.Name, cloud);
  if (old) requireUnmanaged(old, false);
  const arn = ruleArn(bus, input.Name, cloud);
  cloud.db.run(
    'INSERT OR REPLACE INTO events_rules VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, ?)',
    bus,
    input.Name,
    arn,
    input.EventPattern || null,
    input.ScheduleExpression || null,
    input.State ?? 'ENABLED',
    input.Description ?? null,
    input.RoleArn ?? null,
    old?.created ?? cloud.world.now(),
  );
  if (!old) putTags(arn, input.Tags, cloud);
  planRule(ruleNamed(bus, input.Name, cloud), cloud);
  return { RuleArn: arn };
});

function check({ EventPattern, ScheduleExpression }: PutRuleInput, bus: string): void {
  if (!EventPattern && !ScheduleExpression)
    throw new AwsError(
      'ValidationException',
      'Parameter(s) EventPattern or ScheduleExpression must be specified.',
    );
  if (ScheduleExpression && bus !== 'default')
    throw new AwsError(
      'ValidationException',
      'ScheduleExpression is supported only on the default event bus.',
    );
  if (ScheduleExpression) scheduleOf(ScheduleExpression);
  if (EventPattern) compilePattern(EventPattern);
}

function permissionsOf(input: PutRuleInput, context: ActionContext): readonly Permission[] {
  const [rule] = onRule('PutRule')(input, context);
  const { resource } = rule!;
  return [
    rule!,
    ...(input.Tags?.length ? [{ action: 'events:TagResource', resource }] : []),
    ...(input.RoleArn
      ? [
          {
            action: 'iam:PassRole',
            resource: input.RoleArn,
            context: { 'iam:PassedToService': 'events.amazonaws.com' },
          },
        ]
      : []),
  ];
}

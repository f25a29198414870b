import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import type { ActionContext, Permission } from '../../../kernel/index.ts';
import { busName } from '../buses.ts';
import { checkTarget } from '../check-target.ts';
import { onRule, requireUnmanaged, ruleNamed } from '../rules.ts';
import { targetsOf } from '../targets.ts';
import type { Target } from '../targets.ts';

/** Input of PutTargets. */
export interface PutTargetsInput {
  readonly Rule: string;
  readonly EventBusName?: string;
  readonly Targets: readonly Target[];
}

/** Targets a rule may have. Source: EventBridge quotas. */
const MAX_TARGETS = 5;

/** PutTargets: a target with a known id is replaced. A target's role must be passed. */
export const putTargets = action(
  'PutTargets',
  targetPermissions,
  (input: PutTargetsInput, { cloud }) => {
    const rule = ruleNamed(busName(input.EventBusName), input.Rule, cloud);
    requireUnmanaged(rule, false);
    for (const target of input.Targets) {
      checkTarget(target);
      cloud.db.run(
        'INSERT OR REPLACE INTO events_targets VALUES (?, ?, ?, ?)',
        rule.bus,
        rule.name,
        target.Id,
        JSON.stringify(target),
      );
    }
    if (targetsOf(rule.bus, rule.name, cloud).length > MAX_TARGETS)
      throw new AwsError(
        'LimitExceededException',
        'The requested resource exceeds the maximum number allowed.',
      );
    return { FailedEntryCount: 0, FailedEntries: [] };
  },
);

function targetPermissions(input: PutTargetsInput, context: ActionContext): readonly Permission[] {
  const [rule] = onRule('PutTargets')(input, context);
  const roles = input.Targets.flatMap(({ RoleArn }) => (RoleArn === undefined ? [] : [RoleArn]));
  return [
    { ...rule!, context: { 'events:TargetArn': input.Targets.map(({ Arn }) => Arn) } },
    ...roles.map((resource) => ({
      action: 'iam:PassRole',
      resource,
      context: { 'iam:PassedToService': 'events.amazonaws.com' },
    })),
  ];
}

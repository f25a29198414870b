import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import type { ActionContext, Permission } from '../../../kernel/index.ts';
import { requireKnownTarget } from '../delivery.ts';
import { busName, onRule, ruleNamed } from '../rules.ts';
import type { Target } from '../rules.ts';

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
    for (const target of input.Targets) {
      requireKnownTarget(target.Arn);
      cloud.db.run(
        'INSERT OR REPLACE INTO events_targets VALUES (?, ?, ?, ?)',
        rule.bus,
        rule.name,
        target.Id,
        JSON.stringify(target),
      );
    }
    const { n } = cloud.db.get<{ n: number }>(
      'SELECT count(*) AS n FROM events_targets WHERE bus = ? AND rule = ?',
      rule.bus,
      rule.name,
    )!;
    if (n > MAX_TARGETS)
      throw new AwsError(
        'LimitExceededException',
        'The requested resource exceeds the maximum number allowed.',
      );
    return { FailedEntryCount: 0, FailedEntries: [] };
  },
);

/** RemoveTargets. */
export const removeTargets = action(
  'RemoveTargets',
  onRule('RemoveTargets'),
  (
    input: {
      readonly Rule: string;
      readonly EventBusName?: string;
      readonly Ids: readonly string[];
    },
    { cloud },
  ) => {
    const rule = ruleNamed(busName(input.EventBusName), input.Rule, cloud);
    for (const id of input.Ids)
      cloud.db.run(
        'DELETE FROM events_targets WHERE bus = ? AND rule = ? AND id = ?',
        rule.bus,
        rule.name,
        id,
      );
    return { FailedEntryCount: 0, FailedEntries: [] };
  },
);

/** ListTargetsByRule. */
export const listTargetsByRule = action(
  'ListTargetsByRule',
  onRule('ListTargetsByRule'),
  (input: { readonly Rule: string; readonly EventBusName?: string }, { cloud }) => {
    const rule = ruleNamed(busName(input.EventBusName), input.Rule, cloud);
    const rows = cloud.db.all<{ target: string }>(
      'SELECT target FROM events_targets WHERE bus = ? AND rule = ? ORDER BY id',
      rule.bus,
      rule.name,
    );
    return { Targets: rows.map(({ target }) => JSON.parse(target) as Target) };
  },
);

function targetPermissions(input: PutTargetsInput, context: ActionContext): readonly Permission[] {
  const roles = input.Targets.flatMap(({ RoleArn }) => (RoleArn === undefined ? [] : [RoleArn]));
  return [
    ...onRule('PutTargets')(input, context),
    ...roles.map((resource) => ({
      action: 'iam:PassRole',
      resource,
      context: { 'iam:PassedToService': 'events.amazonaws.com' },
    })),
  ];
}

import { action, pageAfter } from '../../../kernel/index.ts';
import { busName, requireBus } from '../buses.ts';
import { nameBefore } from '../paging.ts';
import { ruleArn } from '../rules.ts';

/** Input of ListRuleNamesByTarget. */
export interface RuleNamesInput {
  readonly TargetArn: string;
  readonly EventBusName?: string;
  readonly Limit?: number;
  readonly NextToken?: string;
}

/** ListRuleNamesByTarget: by name. */
export const listRuleNamesByTarget = action(
  'ListRuleNamesByTarget',
  ({ EventBusName }: RuleNamesInput, { cloud }) => [
    {
      action: 'events:ListRuleNamesByTarget',
      resource: ruleArn(busName(EventBusName), '*', cloud),
    },
  ],
  ({ TargetArn, EventBusName, Limit = 100, NextToken }, { cloud }) => {
    const { name: bus } = requireBus(busName(EventBusName), cloud);
    const rows = cloud.db.all<{ rule: string }>(
      `SELECT DISTINCT rule FROM events_targets
       WHERE bus = ? AND json_extract(target, '$.Arn') = ? AND rule > ? ORDER BY rule LIMIT ?`,
      bus,
      TargetArn,
      nameBefore(NextToken),
      Limit + 1,
    );
    const { page, next } = pageAfter(rows, Limit, ({ rule }) => rule);
    return { RuleNames: page.map(({ rule }) => rule), NextToken: next };
  },
);

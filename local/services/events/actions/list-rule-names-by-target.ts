import { action } from '../../../kernel/index.ts';
import { busName, requireBus } from '../buses.ts';
import { afterToken, pageOf } from '../paging.ts';
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
      afterToken(NextToken),
      Limit + 1,
    );
    const page = pageOf(rows, Limit, ({ rule }) => rule);
    return { RuleNames: page.rows.map(({ rule }) => rule), NextToken: page.nextToken };
  },
);

import { action, pageAfter } from '../../../kernel/index.ts';
import { busName } from '../buses.ts';
import { nameBefore } from '../paging.ts';
import { onRule, ruleNamed } from '../rules.ts';
import type { Target, TargetRow } from '../targets.ts';

/** Input of ListTargetsByRule. */
export interface ListTargetsInput {
  readonly Rule: string;
  readonly EventBusName?: string;
  readonly Limit?: number;
  readonly NextToken?: string;
}

/** ListTargetsByRule: by id. */
export const listTargetsByRule = action(
  'ListTargetsByRule',
  onRule('ListTargetsByRule'),
  ({ Rule, EventBusName, Limit = 100, NextToken }: ListTargetsInput, { cloud }) => {
    const rule = ruleNamed(busName(EventBusName), Rule, cloud);
    const rows = cloud.db.all<TargetRow>(
      'SELECT * FROM events_targets WHERE bus = ? AND rule = ? AND id > ? ORDER BY id LIMIT ?',
      rule.bus,
      rule.name,
      nameBefore(NextToken),
      Limit + 1,
    );
    const { page, next } = pageAfter(rows, Limit, ({ id }) => id);
    return {
      Targets: page.map(({ target }) => JSON.parse(target) as Target),
      NextToken: next,
    };
  },
);

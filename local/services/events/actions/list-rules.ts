import { action } from '../../../kernel/index.ts';
import { busName, requireBus } from '../buses.ts';
import { afterToken, pageOf } from '../paging.ts';
import { asRule, ruleArn } from '../rules.ts';
import type { RuleRow } from '../rules.ts';
import type { PrefixListInput } from './list-event-buses.ts';

/** Input of ListRules. */
export interface ListRulesInput extends PrefixListInput {
  readonly EventBusName?: string;
}

/** ListRules: by name. */
export const listRules = action(
  'ListRules',
  ({ EventBusName }: ListRulesInput, { cloud }) => [
    { action: 'events:ListRules', resource: ruleArn(busName(EventBusName), '*', cloud) },
  ],
  ({ EventBusName, NamePrefix = '', Limit = 100, NextToken }, { cloud }) => {
    const { name: bus } = requireBus(busName(EventBusName), cloud);
    const rows = cloud.db.all<RuleRow>(
      `SELECT * FROM events_rules WHERE bus = ? AND substr(name, 1, ?) = ? AND name > ?
       ORDER BY name LIMIT ?`,
      bus,
      NamePrefix.length,
      NamePrefix,
      afterToken(NextToken),
      Limit + 1,
    );
    const page = pageOf(rows, Limit, ({ name }) => name);
    return { Rules: page.rows.map(asRule), NextToken: page.nextToken };
  },
);

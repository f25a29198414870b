import { action, pageAfter } from '../../../kernel/index.ts';
import { busName, requireBus } from '../buses.ts';
import { nameBefore } from '../paging.ts';
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
      nameBefore(NextToken),
      Limit + 1,
    );
    const { page, next } = pageAfter(rows, Limit, ({ name }) => name);
    return { Rules: page.map(asRule), NextToken: next };
  },
);

import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { busName, onRule, requireBus, ruleNamed } from '../rules.ts';
import type { RuleRow } from '../rules.ts';

/** What names a rule. */
export interface RuleInput {
  readonly Name: string;
  readonly EventBusName?: string;
}

/** DescribeRule. */
export const describeRule = action(
  'DescribeRule',
  onRule('DescribeRule'),
  (input: RuleInput, { cloud }) => {
    const bus = busName(input.EventBusName);
    return { ...asRule(ruleNamed(bus, input.Name, cloud)), CreatedBy: cloud.accountId };
  },
);

/** DeleteRule. AWS refuses while the rule has targets; so do we. A missing rule is no error. */
export const deleteRule = action(
  'DeleteRule',
  onRule('DeleteRule'),
  (input: RuleInput, { cloud }) => {
    const bus = busName(input.EventBusName);
    if (
      cloud.db.get(
        'SELECT id FROM events_targets WHERE bus = ? AND rule = ? LIMIT 1',
        bus,
        input.Name,
      )
    ) {
      throw new AwsError('ValidationException', "Rule can't be deleted since it has targets.");
    }
    cloud.db.run('DELETE FROM events_rules WHERE bus = ? AND name = ?', bus, input.Name);
    cloud.timers.cancel('events.schedule', `${bus}|${input.Name}`);
    return {};
  },
);

/** EnableRule and DisableRule. */
export const [enableRule, disableRule] = (['ENABLED', 'DISABLED'] as const).map((state) => {
  const name = state === 'ENABLED' ? 'EnableRule' : 'DisableRule';
  return action(name, onRule(name), (input: RuleInput, { cloud }) => {
    const { bus } = ruleNamed(busName(input.EventBusName), input.Name, cloud);
    cloud.db.run(
      'UPDATE events_rules SET state = ? WHERE bus = ? AND name = ?',
      state,
      bus,
      input.Name,
    );
    return {};
  });
}) as [ReturnType<typeof action<RuleInput, object>>, ReturnType<typeof action<RuleInput, object>>];

/** Input of ListRules. */
export interface ListRulesInput {
  readonly EventBusName?: string;
  readonly NamePrefix?: string;
  readonly Limit?: number;
  readonly NextToken?: string;
}

/** ListRules: by name. */
export const listRules = action(
  'ListRules',
  () => [{ action: 'events:ListRules', resource: '*' }],
  (input: ListRulesInput, { cloud }) => {
    const bus = busName(input.EventBusName);
    requireBus(bus, cloud);
    const limit = input.Limit ?? 100;
    const prefix = input.NamePrefix ?? '';
    const rows = cloud.db.all<RuleRow>(
      'SELECT * FROM events_rules WHERE bus = ? AND substr(name, 1, ?) = ? AND name > ? ORDER BY name LIMIT ?',
      bus,
      prefix.length,
      prefix,
      input.NextToken ?? '',
      limit + 1,
    );
    const page = rows.slice(0, limit);
    return {
      Rules: page.map(asRule),
      NextToken: rows.length > limit ? page.at(-1)!.name : undefined,
    };
  },
);

function asRule(row: RuleRow) {
  return {
    Name: row.name,
    Arn: row.arn,
    EventPattern: row.pattern ?? undefined,
    ScheduleExpression: row.schedule ?? undefined,
    State: row.state,
    Description: row.description ?? undefined,
    EventBusName: row.bus,
  };
}

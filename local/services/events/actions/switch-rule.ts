import { action } from '../../../kernel/index.ts';
import type { Cloud } from '../../../kernel/index.ts';
import { busName } from '../buses.ts';
import { onRule, requireUnmanaged, ruleNamed } from '../rules.ts';
import type { RuleInput } from '../rules.ts';
import { planRule } from '../schedules.ts';

/** EnableRule. */
export const enableRule = action(
  'EnableRule',
  onRule('EnableRule'),
  (input: RuleInput, { cloud }) => switchTo('ENABLED', input, cloud),
);

/** DisableRule. */
export const disableRule = action(
  'DisableRule',
  onRule('DisableRule'),
  (input: RuleInput, { cloud }) => switchTo('DISABLED', input, cloud),
);

function switchTo(state: string, input: RuleInput, cloud: Cloud) {
  const row = ruleNamed(busName(input.EventBusName), input.Name, cloud);
  requireUnmanaged(row, false);
  cloud.db.run(
    'UPDATE events_rules SET state = ? WHERE bus = ? AND name = ?',
    state,
    row.bus,
    row.name,
  );
  planRule({ ...row, state }, cloud);
  return {};
}

import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { busName } from '../buses.ts';
import { onRule, requireUnmanaged, ruleRow } from '../rules.ts';
import type { RuleInput } from '../rules.ts';
import { removeTags } from '../tags.ts';
import { targetsOf } from '../targets.ts';

/** DeleteRule. AWS refuses while the rule has targets. A missing rule is no error. */
export const deleteRule = action(
  'DeleteRule',
  onRule('DeleteRule'),
  (input: RuleInput & { readonly Force?: boolean }, { cloud }) => {
    const row = ruleRow(busName(input.EventBusName), input.Name, cloud);
    if (!row) return {};
    requireUnmanaged(row, input.Force);
    if (targetsOf(row.bus, row.name, cloud).length > 0)
      throw new AwsError('ValidationException', "Rule can't be deleted since it has targets.");
    cloud.db.run('DELETE FROM events_rules WHERE bus = ? AND name = ?', row.bus, row.name);
    cloud.timers.cancel('events.schedule', `${row.bus}|${row.name}`);
    removeTags(row.arn, undefined, cloud);
    return {};
  },
);

import { action } from '../../../kernel/index.ts';
import { busName } from '../buses.ts';
import { onRule, requireUnmanaged, ruleNamed } from '../rules.ts';

/** Input of RemoveTargets. */
export interface RemoveTargetsInput {
  readonly Rule: string;
  readonly EventBusName?: string;
  readonly Ids: readonly string[];
  readonly Force?: boolean;
}

/** RemoveTargets. A target that is not there is no error. */
export const removeTargets = action(
  'RemoveTargets',
  onRule('RemoveTargets'),
  (input: RemoveTargetsInput, { cloud }) => {
    const rule = ruleNamed(busName(input.EventBusName), input.Rule, cloud);
    requireUnmanaged(rule, input.Force);
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

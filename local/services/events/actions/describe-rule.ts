import { action } from '../../../kernel/index.ts';
import { busName } from '../buses.ts';
import { asRule, onRule, ruleNamed } from '../rules.ts';
import type { RuleInput } from '../rules.ts';

/** DescribeRule. */
export const describeRule = action(
  'DescribeRule',
  onRule('DescribeRule'),
  (input: RuleInput, { cloud }) => {
    const row = ruleNamed(busName(input.EventBusName), input.Name, cloud);
    return { ...asRule(row), CreatedBy: cloud.accountId };
  },
);

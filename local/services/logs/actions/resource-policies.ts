import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { asPolicy, checkPolicy, MAX_POLICIES, policyRows } from '../policies.ts';

/** Input of PutResourcePolicy. */
export interface PutResourcePolicyInput {
  readonly policyName?: string;
  readonly policyDocument?: string;
}

/** PutResourcePolicy: for all log groups of the region. */
export const putResourcePolicy = action(
  'PutResourcePolicy',
  () => [{ action: 'logs:PutResourcePolicy', resource: '*' }],
  ({ policyName, policyDocument }: PutResourcePolicyInput, { cloud }) => {
    if (!policyName)
      throw new AwsError('InvalidParameterException', 'policyName must not be empty');
    cloud.db.run(
      'INSERT OR REPLACE INTO logs_policies VALUES (?, ?, ?)',
      policyName,
      checkPolicy(policyDocument),
      cloud.world.now(),
    );
    const rows = policyRows(cloud);
    if (rows.length > MAX_POLICIES)
      throw new AwsError('LimitExceededException', 'Resource limit exceeded.');
    return { resourcePolicy: asPolicy(rows.find(({ name }) => name === policyName)!) };
  },
);

/** DescribeResourcePolicies: there are ten at most, one page. */
export const describeResourcePolicies = action(
  'DescribeResourcePolicies',
  () => [{ action: 'logs:DescribeResourcePolicies', resource: '*' }],
  (_input: object, { cloud }) => ({ resourcePolicies: policyRows(cloud).map(asPolicy) }),
);

/** DeleteResourcePolicy. */
export const deleteResourcePolicy = action(
  'DeleteResourcePolicy',
  () => [{ action: 'logs:DeleteResourcePolicy', resource: '*' }],
  ({ policyName }: { readonly policyName?: string }, { cloud }) => {
    if (cloud.db.run('DELETE FROM logs_policies WHERE name = ?', policyName ?? '') === 0)
      throw new AwsError(
        'ResourceNotFoundException',
        `Policy with name [${policyName}] does not exist.`,
      );
    return {};
  },
);

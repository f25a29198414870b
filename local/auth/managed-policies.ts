import type { Database } from '../kernel/index.ts';
import policies from './managed-policies.json' with { type: 'json' };

/**
 * Puts in place those of AWS's managed policies that plain stacks attach to their roles.
 *
 * The documents are AWS's, in the version that each names; of ReadOnlyAccess, which lists all of AWS,
 * there are the actions of services that are offered here, and of repositories. Source: AWS managed
 * policy reference, https://docs.aws.amazon.com/aws-managed-policy/latest/reference/ with the name
 * behind it.
 */
export function defineManagedPolicies(db: Database): void {
  for (const { arn, created, document } of policies) {
    const [path = '/', name = ''] = /policy(\/.*?)([^/]+)$/.exec(arn)?.slice(1) ?? [];
    db.run(
      'INSERT OR REPLACE INTO iam_policies VALUES (?, ?, ?, ?, ?)',
      arn,
      name,
      path,
      JSON.stringify(document),
      Date.parse(created),
    );
  }
}

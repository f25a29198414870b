import { action } from '../../../kernel/index.ts';
import { onUser, userNamed } from '../users.ts';

/** ListAttachedUserPolicies: at most ten a user, so there is one page. */
export const listAttachedUserPolicies = action(
  'ListAttachedUserPolicies',
  onUser('ListAttachedUserPolicies'),
  ({ UserName }: { readonly UserName: string }, { cloud }) => {
    userNamed(UserName, cloud);
    const rows = cloud.db.all<{ arn: string; name: string }>(
      'SELECT p.arn, p.name FROM iam_user_attached a JOIN iam_policies p ON p.arn = a.arn WHERE a.user = ? ORDER BY p.name',
      UserName,
    );
    return {
      AttachedPolicies: rows.map(({ arn, name }) => ({ PolicyArn: arn, PolicyName: name })),
      IsTruncated: false,
    };
  },
);

import { action } from '../../../kernel/index.ts';
import { onUser, userNamed } from '../users.ts';

/** ListUserPolicies: the names of a user's inline policies, in one page. */
export const listUserPolicies = action(
  'ListUserPolicies',
  onUser('ListUserPolicies'),
  ({ UserName }: { readonly UserName: string }, { cloud }) => {
    userNamed(UserName, cloud);
    const rows = cloud.db.all<{ name: string }>(
      'SELECT name FROM iam_user_policies WHERE user = ? ORDER BY name',
      UserName,
    );
    return { PolicyNames: rows.map(({ name }) => name), IsTruncated: false };
  },
);

import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { onUser, userNamed } from '../users.ts';

/** What must be gone before a user goes, and how AWS says so. */
const FIRST = [
  ['iam_access_keys', 'delete access keys'],
  ['iam_user_policies', 'delete policies'],
  ['iam_user_attached', 'detach all policies'],
] as const;

/** DeleteUser. */
export const deleteUser = action(
  'DeleteUser',
  onUser('DeleteUser'),
  ({ UserName }: { readonly UserName: string }, { cloud }) => {
    userNamed(UserName, cloud);
    const left = FIRST.find(([table]) =>
      cloud.db.get(`SELECT 1 FROM ${table} WHERE user = ? LIMIT 1`, UserName),
    );
    if (left) {
      const told = `Cannot delete entity, must ${left[1]} first.`;
      throw new AwsError('DeleteConflict', told, { status: 409 });
    }
    cloud.db.run('DELETE FROM iam_users WHERE name = ?', UserName);
    cloud.forgetPolicies();
    return {};
  },
);

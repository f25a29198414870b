import { action } from '../../../kernel/index.ts';
import { noSuchEntity, onUser, userNamed } from '../users.ts';

/** DeleteUserPolicy. */
export const deleteUserPolicy = action(
  'DeleteUserPolicy',
  onUser('DeleteUserPolicy'),
  (
    { UserName, PolicyName }: { readonly UserName: string; readonly PolicyName: string },
    { cloud },
  ) => {
    userNamed(UserName, cloud);
    const gone = cloud.db.run(
      'DELETE FROM iam_user_policies WHERE user = ? AND name = ?',
      UserName,
      PolicyName,
    );
    if (gone === 0) throw noSuchEntity(`The user policy with name ${PolicyName} cannot be found.`);
    cloud.forgetPolicies();
    return {};
  },
);

import { action } from '../../../kernel/index.ts';
import { noSuchEntity, onUser, userNamed } from '../users.ts';

/** DetachUserPolicy. */
export const detachUserPolicy = action(
  'DetachUserPolicy',
  onUser('DetachUserPolicy'),
  (
    { UserName, PolicyArn }: { readonly UserName: string; readonly PolicyArn: string },
    { cloud },
  ) => {
    userNamed(UserName, cloud);
    const gone = cloud.db.run(
      'DELETE FROM iam_user_attached WHERE user = ? AND arn = ?',
      UserName,
      PolicyArn,
    );
    if (gone === 0) throw noSuchEntity(`Policy ${PolicyArn} was not found.`);
    cloud.forgetPolicies();
    return {};
  },
);

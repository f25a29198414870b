import { action } from '../../../kernel/index.ts';
import { noSuchEntity, onUser, userNamed } from '../users.ts';

/** AttachUserPolicy: of the account's policies, and of AWS's those that are known here. */
export const attachUserPolicy = action(
  'AttachUserPolicy',
  onUser('AttachUserPolicy'),
  (
    { UserName, PolicyArn }: { readonly UserName: string; readonly PolicyArn: string },
    { cloud },
  ) => {
    userNamed(UserName, cloud);
    if (!cloud.db.get('SELECT arn FROM iam_policies WHERE arn = ?', PolicyArn))
      throw noSuchEntity(`Policy ${PolicyArn} does not exist or is not attachable.`);
    cloud.db.run('INSERT OR IGNORE INTO iam_user_attached VALUES (?, ?)', UserName, PolicyArn);
    cloud.forgetPolicies();
    return {};
  },
);

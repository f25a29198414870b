import { action } from '../../../kernel/index.ts';
import { noSuchEntity, onUser, userNamed } from '../users.ts';

/** GetUserPolicy. */
export const getUserPolicy = action(
  'GetUserPolicy',
  onUser('GetUserPolicy'),
  (
    { UserName, PolicyName }: { readonly UserName: string; readonly PolicyName: string },
    { cloud },
  ) => {
    userNamed(UserName, cloud);
    const row = cloud.db.get<{ document: string }>(
      'SELECT document FROM iam_user_policies WHERE user = ? AND name = ?',
      UserName,
      PolicyName,
    );
    if (!row) throw noSuchEntity(`The user policy with name ${PolicyName} cannot be found.`);
    return { UserName, PolicyName, PolicyDocument: encodeURIComponent(row.document) };
  },
);

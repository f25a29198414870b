import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { onPolicy } from '../roles.ts';

/** DeletePolicy. AWS refuses while a role or a user has it attached, and never lets its own go. */
export const deletePolicy = action(
  'DeletePolicy',
  onPolicy('DeletePolicy'),
  ({ PolicyArn }: { readonly PolicyArn: string }, { cloud, principal }) => {
    if (PolicyArn.startsWith('arn:aws:iam::aws:')) {
      const message = `User: ${principal.arn} is not authorized to perform: iam:DeletePolicy on resource: policy ${PolicyArn}`;
      throw new AwsError('AccessDenied', message, { status: 403 });
    }
    const attached = ['iam_attached', 'iam_user_attached'].some((table) =>
      cloud.db.get(`SELECT 1 FROM ${table} WHERE arn = ? LIMIT 1`, PolicyArn),
    );
    if (attached)
      throw new AwsError('DeleteConflict', 'Cannot delete a policy attached to entities.', {
        status: 409,
      });
    const gone = cloud.db.run('DELETE FROM iam_policies WHERE arn = ?', PolicyArn);
    if (gone === 0)
      throw new AwsError(
        'NoSuchEntity',
        `Policy ${PolicyArn} does not exist or is not attachable.`,
        { status: 404 },
      );
    return {};
  },
);

import { action } from '../../../kernel/index.ts';
import { noSuchKey } from '../access-keys.ts';
import { nameOf, onUser, userNamed } from '../users.ts';
import type { MaybeUser } from '../users.ts';

/** DeleteAccessKey. */
export const deleteAccessKey = action(
  'DeleteAccessKey',
  onUser('DeleteAccessKey'),
  (input: MaybeUser & { readonly AccessKeyId: string }, context) => {
    const user = userNamed(nameOf(input, context), context.cloud);
    const gone = context.cloud.db.run(
      'DELETE FROM iam_access_keys WHERE id = ? AND user = ?',
      input.AccessKeyId,
      user.name,
    );
    if (gone === 0) throw noSuchKey(input.AccessKeyId);
    return {};
  },
);

import { action } from '../../../kernel/index.ts';
import { noSuchKey } from '../access-keys.ts';
import { nameOf, onUser, userNamed } from '../users.ts';
import type { MaybeUser } from '../users.ts';

/** Input of UpdateAccessKey. */
export interface UpdateAccessKeyInput extends MaybeUser {
  readonly AccessKeyId: string;
  readonly Status: 'Active' | 'Inactive';
}

/** UpdateAccessKey: with an inactive key nobody signs. */
export const updateAccessKey = action(
  'UpdateAccessKey',
  onUser('UpdateAccessKey'),
  (input: UpdateAccessKeyInput, context) => {
    const user = userNamed(nameOf(input, context), context.cloud);
    const changed = context.cloud.db.run(
      'UPDATE iam_access_keys SET status = ? WHERE id = ? AND user = ?',
      input.Status,
      input.AccessKeyId,
      user.name,
    );
    if (changed === 0) throw noSuchKey(input.AccessKeyId);
    return {};
  },
);

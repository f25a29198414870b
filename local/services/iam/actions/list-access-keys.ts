import { action } from '../../../kernel/index.ts';
import { keysOf } from '../access-keys.ts';
import { nameOf, onUser, userNamed } from '../users.ts';
import type { MaybeUser } from '../users.ts';

/** ListAccessKeys: a user has two at most, so there is one page. */
export const listAccessKeys = action(
  'ListAccessKeys',
  onUser('ListAccessKeys'),
  (input: MaybeUser, context) => {
    const UserName = nameOf(input, context);
    userNamed(UserName, context.cloud);
    return {
      AccessKeyMetadata: keysOf(UserName, context.cloud).map(({ id, status, created }) => ({
        UserName,
        AccessKeyId: id,
        Status: status,
        CreateDate: new Date(created),
      })),
      IsTruncated: false,
    };
  },
);

import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { keyNamed, keyPermission } from '../keys.ts';

/** CreateAlias. */
export const createAlias = action(
  'CreateAlias',
  (input: { readonly AliasName: string; readonly TargetKeyId: string }, context) => [
    keyPermission('CreateAlias', keyNamed(input.TargetKeyId, context)),
  ],
  (input, context) => {
    const { id } = keyNamed(input.TargetKeyId, context);
    const made = context.cloud.db.run(
      'INSERT OR IGNORE INTO kms_aliases VALUES (?, ?)',
      input.AliasName,
      id,
    );
    if (made === 0)
      throw new AwsError(
        'AlreadyExistsException',
        `An alias with the name arn:aws:kms:${context.cloud.region}:${context.cloud.accountId}:${input.AliasName} already exists`,
      );
    return {};
  },
);

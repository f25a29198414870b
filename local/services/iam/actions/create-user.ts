import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import type { Tag } from '../../../kernel/index.ts';
import { asWholeUser, onUser, userNamed } from '../users.ts';

/** Input of CreateUser. */
export interface CreateUserInput {
  readonly UserName: string;
  readonly Path?: string;
  readonly PermissionsBoundary?: string;
  readonly Tags?: readonly Tag[];
}

/** CreateUser. */
export const createUser = action(
  'CreateUser',
  onUser('CreateUser'),
  (input: CreateUserInput, { cloud }) => {
    const path = input.Path ?? '/';
    const inserted = cloud.db.run(
      'INSERT OR IGNORE INTO iam_users VALUES (?, ?, ?, ?, ?, ?, ?)',
      input.UserName,
      `arn:aws:iam::${cloud.accountId}:user${path}${input.UserName}`,
      `AIDA${cloud.world.uuid().replace(/-/g, '').toUpperCase().slice(0, 17)}`,
      path,
      input.PermissionsBoundary ?? null,
      cloud.world.now(),
      JSON.stringify(input.Tags ?? []),
    );
    if (inserted === 0) {
      const told = `User with name ${input.UserName} already exists.`;
      throw new AwsError('EntityAlreadyExists', told, { status: 409 });
    }
    cloud.forgetPolicies();
    return { User: asWholeUser(userNamed(input.UserName, cloud)) };
  },
);

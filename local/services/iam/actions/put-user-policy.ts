import { action } from '../../../kernel/index.ts';
import { identityDocument } from '../documents.ts';
import { onUser, userNamed } from '../users.ts';

/** Input of PutUserPolicy. */
export interface PutUserPolicyInput {
  readonly UserName: string;
  readonly PolicyName: string;
  readonly PolicyDocument: string;
}

/** PutUserPolicy. */
export const putUserPolicy = action(
  'PutUserPolicy',
  onUser('PutUserPolicy'),
  (input: PutUserPolicyInput, { cloud }) => {
    userNamed(input.UserName, cloud);
    cloud.db.run(
      'INSERT OR REPLACE INTO iam_user_policies VALUES (?, ?, ?)',
      input.UserName,
      input.PolicyName,
      identityDocument(input.PolicyDocument),
    );
    cloud.forgetPolicies();
    return {};
  },
);

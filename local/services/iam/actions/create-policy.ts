import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { identityDocument } from '../documents.ts';
import { onPolicy } from '../roles.ts';

/** Input of CreatePolicy. */
export interface CreatePolicyInput {
  readonly PolicyName: string;
  readonly PolicyDocument: string;
  readonly Path?: string;
}

/** CreatePolicy. */
export const createPolicy = action(
  'CreatePolicy',
  onPolicy('CreatePolicy'),
  (input: CreatePolicyInput, { cloud }) => {
    const path = input.Path ?? '/';
    const arn = `arn:aws:iam::${cloud.accountId}:policy${path}${input.PolicyName}`;
    const made = cloud.db.run(
      'INSERT OR IGNORE INTO iam_policies VALUES (?, ?, ?, ?, ?)',
      arn,
      input.PolicyName,
      path,
      identityDocument(input.PolicyDocument),
      cloud.world.now(),
    );
    if (made === 0)
      throw new AwsError(
        'EntityAlreadyExists',
        `A policy called ${input.PolicyName} already exists. Duplicate names are not allowed.`,
        { status: 409 },
      );
    cloud.forgetPolicies();
    return {
      Policy: {
        PolicyName: input.PolicyName,
        Arn: arn,
        Path: path,
        DefaultVersionId: 'v1',
        IsAttachable: true,
        CreateDate: new Date(cloud.world.now()),
      },
    };
  },
);

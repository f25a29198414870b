import { action } from '../../../kernel/index.ts';
import { keyNamed } from '../keys.ts';
import { keyMetadata } from './describe-key.ts';

/** Input of CreateKey, as far as it is offered. */
export interface CreateKeyInput {
  readonly Policy?: string;
  readonly Description?: string;
  /** Only `true` in CloudFormation; the API turns rotation on by itself. */
  readonly EnableKeyRotation?: boolean;
}

/**
 * CreateKey: a symmetric key. Without a policy the account may do everything with it, by identity
 * policies.
 */
export const createKey = action(
  'CreateKey',
  () => [{ action: 'kms:CreateKey', resource: '*' }],
  (input: CreateKeyInput, context) => {
    const { cloud } = context;
    const id = cloud.world.uuid();
    const policy =
      input.Policy ??
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: `arn:aws:iam::${cloud.accountId}:root` },
            Action: 'kms:*',
            Resource: '*',
          },
        ],
      });
    cloud.db.run(
      'INSERT INTO kms_keys VALUES (?, ?, ?, ?, ?, ?, ?)',
      id,
      `arn:aws:kms:${cloud.region}:${cloud.accountId}:key/${id}`,
      policy,
      input.Description ?? null,
      'Enabled',
      input.EnableKeyRotation ? 1 : 0,
      cloud.world.now(),
    );
    return { KeyMetadata: keyMetadata(keyNamed(id, context), context) };
  },
);

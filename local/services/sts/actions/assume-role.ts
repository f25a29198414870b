import { action } from '../../../kernel/index.ts';

/** Input of AssumeRole. */
export interface AssumeRoleInput {
  readonly RoleArn: string;
  readonly RoleSessionName: string;
  readonly Policy?: string;
  readonly DurationSeconds?: number;
}

/**
 * AssumeRole: the trust policy decides, and for a principal of the account its identity policies
 * where the trust names the account.
 */
export const assumeRole = action(
  'AssumeRole',
  () => [],
  (input: AssumeRoleInput, { principal, cloud }) => {
    const session = {
      ...cloud.assumeRole(input.RoleArn, input.RoleSessionName, principal),
      sessionPolicy: input.Policy,
    };
    const keys = cloud.credentialsFor(session);
    return {
      Credentials: {
        AccessKeyId: keys.AWS_ACCESS_KEY_ID,
        SecretAccessKey: keys.AWS_SECRET_ACCESS_KEY,
        SessionToken: keys.AWS_SESSION_TOKEN,
        Expiration: new Date(cloud.world.now() + (input.DurationSeconds ?? 3600) * 1000),
      },
      AssumedRoleUser: { Arn: session.arn, AssumedRoleId: `AROA:${input.RoleSessionName}` },
    };
  },
);

import { NotEmulated } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import type { ActionContext } from '../../../kernel/index.ts';
import { credentialsOf } from '../credentials.ts';
import { checkDuration } from '../duration.ts';
import { refuseCode } from '../mfa.ts';
import type { MfaInput } from '../mfa.ts';
import { packedSize, sessionPolicy } from '../session-policy.ts';
import type { PolicyInput } from '../session-policy.ts';
import { sessionTags } from '../session-tags.ts';
import type { TagInput } from '../session-tags.ts';
import { roleIdOf } from '../role-id.ts';

/** Input of AssumeRole. */
export interface AssumeRoleInput extends PolicyInput, TagInput, MfaInput {
  readonly RoleArn: string;
  readonly RoleSessionName: string;
  readonly DurationSeconds?: number;
  readonly ExternalId?: string;
  readonly SourceIdentity?: string;
  readonly ProvidedContexts?: readonly object[];
}

/** Seconds that a session lasts where nobody says. */
const DEFAULT_SECONDS = 3600;

/**
 * AssumeRole: the trust policy decides, and for a principal of the account its identity policies
 * where the trust names the account.
 */
export const assumeRole = action(
  'AssumeRole',
  () => [],
  (input: AssumeRoleInput, context) => {
    const { principal, cloud } = context;
    checkOffered(input);
    const tags = sessionTags(input, principal);
    const policy = sessionPolicy(input, context);
    const session = cloud.openSession({
      roleArn: input.RoleArn,
      sessionName: input.RoleSessionName,
      by: principal,
      externalId: input.ExternalId,
      policy,
      tags,
      transitiveTagKeys: input.TransitiveTagKeys,
      sourceIdentity: input.SourceIdentity,
    });
    const seconds = input.DurationSeconds ?? DEFAULT_SECONDS;
    checkDuration(seconds, input.RoleArn, context);
    return answer(session, seconds, packedSize(policy, tags), context);
  },
);

function answer(
  session: ReturnType<ActionContext['cloud']['openSession']>,
  seconds: number,
  PackedPolicySize: number | undefined,
  context: ActionContext,
) {
  return {
    Credentials: credentialsOf(session, seconds, context),
    AssumedRoleUser: {
      Arn: session.arn,
      AssumedRoleId: `${roleIdOf(session.roleArn, context.cloud)}:${session.sessionName}`,
    },
    PackedPolicySize,
    SourceIdentity: session.sourceIdentity,
  };
}

function checkOffered({ ProvidedContexts, ...input }: AssumeRoleInput): void {
  if (ProvidedContexts?.length)
    throw new NotEmulated('contexts of sessions', 'leave ProvidedContexts out');
  refuseCode(input);
}

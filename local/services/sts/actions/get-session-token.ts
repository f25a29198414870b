import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { credentialsOf } from '../credentials.ts';
import { refuseCode } from '../mfa.ts';
import type { MfaInput } from '../mfa.ts';

/** Seconds that sessions of the account itself last at most. Source: API reference, GetSessionToken. */
const LONGEST_OF_ROOT = 3600;

/** Seconds that a user's session lasts where nobody says. */
const DEFAULT_SECONDS = 43_200;

/** GetSessionToken: the same user again, with keys that end. Sessions get no further sessions. */
export const getSessionToken = action(
  'GetSessionToken',
  () => [],
  (input: MfaInput & { readonly DurationSeconds?: number }, context) => {
    const { principal } = context;
    const lasting = principal.kind === 'root' || principal.kind === 'user';
    if (!lasting || principal.temporary) {
      throw new AwsError('AccessDenied', 'Cannot call GetSessionToken with session credentials', {
        status: 403,
      });
    }
    refuseCode(input);
    const asked = input.DurationSeconds ?? DEFAULT_SECONDS;
    const seconds = principal.kind === 'root' ? Math.min(asked, LONGEST_OF_ROOT) : asked;
    return { Credentials: credentialsOf(principal, seconds, context) };
  },
);

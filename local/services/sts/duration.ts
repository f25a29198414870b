import { AwsError } from '../../errors.ts';
import type { ActionContext } from '../../kernel/index.ts';

/** Seconds that a session begun from another one lasts at most. */
const CHAINED = 3600;

/** Throws ValidationError for sessions that last longer than the role allows, or a chain of roles. */
export function checkDuration(
  seconds: number,
  roleArn: string,
  { cloud, principal }: ActionContext,
): void {
  if (principal.kind === 'role' && seconds > CHAINED) {
    throw refused(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  const role = cloud.db.get<{ max_session: number }>(
    'SELECT max_session FROM iam_roles WHERE arn = ?',
    roleArn,
  );
  if (role && seconds > role.max_session) {
    throw refused(
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
}

function refused(message: string): AwsError {
  return new AwsError('ValidationError', message, { status: 400 });
}

import { AwsError } from '../errors.ts';
import type { Permission, Principal } from '../kernel/index.ts';
import type { Decision } from './evaluate.ts';

/**
 * Services that answer `AccessDenied` (query and XML protocols); all others answer
 * `AccessDeniedException`.
 */
const PLAIN = new Set(['s3', 'iam', 'sts', 'sqs', 'cloudformation', 'cloudwatch']);

const REASONS: Readonly<Record<Decision['by'], string>> = {
  identity: 'identity-based policy',
  resource: 'resource-based policy',
  boundary: 'permissions boundary',
  session: 'session policy',
};

/**
 * The error AWS answers for a denied permission, in its words. Source: IAM user guide, access
 * denied messages. Who did not sign is told no reason.
 */
export function accessDenied(
  principal: Principal,
  permission: Permission,
  decision: Decision,
): AwsError {
  const service = permission.action.split(':')[0]!;
  const code =
    service === 'sns'
      ? 'AuthorizationError'
      : PLAIN.has(service)
        ? 'AccessDenied'
        : 'AccessDeniedException';
  if (principal.kind === 'anonymous') return new AwsError(code, 'Access Denied', { status: 403 });
  const who = `User: ${principal.arn} is not authorized to perform: ${permission.action} on resource: ${permission.resource}`;
  const kind = REASONS[decision.by];
  const why =
    decision.outcome === 'explicitly-denied'
      ? `with an explicit deny in a ${kind}`
      : `because no ${kind} allows the ${permission.action} action`;
  return new AwsError(code, `${who} ${why}`, {
    status: service === 's3' || PLAIN.has(service) || service === 'sns' ? 403 : 400,
  });
}

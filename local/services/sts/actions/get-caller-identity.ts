import { action } from '../../../kernel/index.ts';
import type { Cloud, Principal } from '../../../kernel/index.ts';
import { roleIdOf } from '../role-id.ts';

/** GetCallerIdentity: needs no permission, not even where one is denied (as on AWS). */
export const getCallerIdentity = action(
  'GetCallerIdentity',
  () => [],
  (_input: object, { principal, cloud }) => ({
    Account: cloud.accountId,
    Arn: principal.arn,
    UserId: userIdOf(principal, cloud),
  }),
);

function userIdOf(principal: Principal, cloud: Cloud): string {
  if (principal.kind === 'user') return principal.userId;
  return principal.kind === 'role'
    ? `${roleIdOf(principal.roleArn, cloud)}:${principal.sessionName}`
    : cloud.accountId;
}

import {
  GetRolePolicyCommand,
  IAMClient,
  paginateListRolePolicies,
  paginateListRoles,
} from '@aws-sdk/client-iam';
import type { Role } from '@aws-sdk/client-iam';
import { CliError } from '../errors.ts';
import type { Connection } from './connection.ts';

/** A permission that was used, as the local cloud counted it. */
export interface UsedPermission {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly count: number;
}

/** A permission that a role's policies give. */
export interface GrantedPermission {
  readonly role: string;
  readonly action: string;
  readonly resource: string;
}

interface Statement {
  readonly Effect: string;
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
}

/** What was used so far. Throws `Refused` on AWS, which does not tell. */
export async function readUsed({ endpoint }: Connection): Promise<readonly UsedPermission[]> {
  const refusal = 'only a local cloud counts which permissions are used';
  if (endpoint === undefined) throw new CliError('Refused', refusal, 'perennial up');
  const answer = await fetch(`${endpoint}/_local/permissions`);
  return ((await answer.json()) as { used: readonly UsedPermission[] }).used;
}

/** What the inline policies of all roles give, one entry for each action and resource. */
export async function readGranted({ settings }: Connection): Promise<readonly GrantedPermission[]> {
  const client = new IAMClient(settings);
  const granted: GrantedPermission[] = [];
  for await (const { Roles = [] } of paginateListRoles({ client }, {})) {
    for (const role of Roles) granted.push(...(await grantsOf(role, client)));
  }
  return granted;
}

async function grantsOf(
  { RoleName, Arn = '' }: Role,
  client: IAMClient,
): Promise<readonly GrantedPermission[]> {
  const granted: GrantedPermission[] = [];
  for await (const { PolicyNames = [] } of paginateListRolePolicies({ client }, { RoleName })) {
    for (const PolicyName of PolicyNames) {
      const policy = await client.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      granted.push(...permissionsOf(Arn, policy.PolicyDocument ?? ''));
    }
  }
  return granted;
}

/**
 * Services whose permissions a local cloud does not see used: traces and vended logs are not kept
 * there.
 */
const UNSEEN = /^(xray:|logs:(\w*LogDelivery|\w*LogDeliveries|\w*ResourcePolic|DescribeLogGroups))/;

/** True for permissions of which the local cloud cannot tell whether they are used. */
export function isUnseen({ action }: GrantedPermission): boolean {
  return UNSEEN.test(action);
}

/** Which of what is granted was never used. */
export function neverUsed(
  granted: readonly GrantedPermission[],
  used: readonly UsedPermission[],
): readonly GrantedPermission[] {
  return granted.filter((grant) => !used.some(covers(grant)));
}

/**
 * Uses with the resource as it was granted, in place of every single object that was touched below
 * it; what no policy of the role gives keeps its own.
 */
export function byGrant(
  used: readonly UsedPermission[],
  granted: readonly GrantedPermission[],
): readonly UsedPermission[] {
  const tests = granted.map((grant) => [grant, covers(grant)] as const);
  const byRole = new Map<string, typeof tests>();
  const folded = new Map<string, UsedPermission>();
  for (const one of used) {
    const { principal, action, count } = one;
    const own = byRole.get(principal) ?? tests.filter(([{ role }]) => role === principal);
    byRole.set(principal, own);
    const [grant] = own.find(([, isCovered]) => isCovered(one)) ?? [];
    const resource = grant?.resource ?? one.resource;
    const key = [principal, action, resource].join('\n');
    const before = folded.get(key)?.count ?? 0;
    folded.set(key, { principal, action, resource, count: before + count });
  }
  return [...folded.values()];
}

type UseTest = (one: UsedPermission) => boolean;

/** Tells whether a grant covers a use. */
function covers({ role, action, resource }: GrantedPermission): UseTest {
  const [actions, resources] = [matcher(action, 'i'), matcher(resource)];
  return (one) =>
    one.principal === role && actions.test(one.action) && resources.test(one.resource);
}

function permissionsOf(role: string, document: string): readonly GrantedPermission[] {
  const parsed = JSON.parse(decodeURIComponent(document)) as { Statement: Statement | Statement[] };
  const allowing = list(parsed.Statement).filter(({ Effect }) => Effect === 'Allow');
  return allowing.flatMap(({ Action = [], Resource = '*' }) =>
    list(Action).flatMap((action) =>
      list(Resource).map((resource) => ({ role, action, resource })),
    ),
  );
}

function list<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

function matcher(pattern: string, flags = ''): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, flags);
}

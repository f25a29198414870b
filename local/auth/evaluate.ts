import type { PolicyDocument, PolicyPrincipal, PolicyStatement } from '../kernel/index.ts';
import { conditionHolds, substitute, unheld } from './conditions.ts';
import type { ConditionContext } from './conditions.ts';
import { matchesArn, matchesWildcard } from './wildcard.ts';

/** One question to IAM. */
export interface AccessRequest {
  /** Principal ARN of the session, or the name of a service. */
  readonly principal: string;
  /** The role behind a session. @default - the principal is no role */
  readonly roleArn?: string;
  readonly accountId: string;
  readonly isService: boolean;
  readonly action: string;
  readonly resource: string;
  readonly context: ConditionContext;
}

/** The policies that have a say. */
export interface ApplicablePolicies {
  readonly identity: readonly PolicyDocument[];
  readonly resource?: PolicyDocument;
  /** True: identity policies count only where the resource's policy allows too. @default - false */
  readonly resourceDecides?: boolean;
  readonly boundary?: PolicyDocument;
  readonly session?: PolicyDocument;
}

/** What IAM answers, and the statement that decided where there is one. */
export interface Decision {
  readonly outcome: 'allowed' | 'explicitly-denied' | 'implicitly-denied';
  /** What kind of policy decided, or what kind lacks an allow. */
  readonly by: 'identity' | 'resource' | 'boundary' | 'session';
  readonly statement?: PolicyStatement;
}

/**
 * Decides within one account. Source: IAM user guide, policy evaluation logic for requests within a
 * single account.
 */
export function evaluate(request: AccessRequest, policies: ApplicablePolicies): Decision {
  const identity = verdict(policies.identity, request, false);
  const resource = policies.resource ? verdict([policies.resource], request, true) : NONE;
  const boundary = policies.boundary ? verdict([policies.boundary], request, false) : undefined;
  const session = policies.session ? verdict([policies.session], request, false) : undefined;
  const said = { identity, resource, boundary, session } as const;
  for (const by of ['identity', 'resource', 'boundary', 'session'] as const) {
    const { deny } = said[by] ?? NONE;
    if (deny) return { outcome: 'explicitly-denied', by, statement: deny };
  }
  if (request.isService) return granted(resource.allow, 'resource');
  const direct =
    resource.allow && namesPrincipal(resource.allow, request) ? resource.allow : undefined;
  if (session && !session.allow) return { outcome: 'implicitly-denied', by: 'session' };
  if (boundary && !boundary.allow && !direct)
    return { outcome: 'implicitly-denied', by: 'boundary' };
  if (policies.resourceDecides && !resource.allow)
    return { outcome: 'implicitly-denied', by: 'resource' };
  return direct ? granted(direct, 'resource') : granted(identity.allow, 'identity');
}

/** What a set of policies says: the first deny, else the first allow. */
interface Verdict {
  readonly allow?: PolicyStatement;
  readonly deny?: PolicyStatement;
}

const NONE: Verdict = {};

function granted(statement: PolicyStatement | undefined, by: Decision['by']): Decision {
  return statement ? { outcome: 'allowed', by, statement } : { outcome: 'implicitly-denied', by };
}

function verdict(
  policies: readonly PolicyDocument[],
  request: AccessRequest,
  withPrincipal: boolean,
): Verdict {
  let allow: PolicyStatement | undefined;
  for (const policy of policies) {
    for (const statement of asList(policy.Statement)) {
      if (withPrincipal && !principalMatches(statement, request)) continue;
      if (!statementMatches(statement, request)) continue;
      if (statement.Effect === 'Deny') return { deny: statement };
      allow ??= statement;
    }
  }
  return allow ? { allow } : NONE;
}

/** What keeps a statement from counting, in words; nothing where it counts. */
export function misses(
  statement: PolicyStatement,
  request: AccessRequest,
  withPrincipal: boolean,
): readonly string[] {
  return [
    ...(withPrincipal && !principalMatches(statement, request)
      ? [`the principal is ${request.principal}`]
      : []),
    ...(actionMatches(statement, request.action) ? [] : [`the action is ${request.action}`]),
    ...(resourceMatches(statement, request) ? [] : [`the resource is ${request.resource}`]),
    ...(statement.Condition ? unheld(statement.Condition, request.context) : []),
  ];
}

function statementMatches(statement: PolicyStatement, request: AccessRequest): boolean {
  return (
    actionMatches(statement, request.action) &&
    resourceMatches(statement, request) &&
    (!statement.Condition || conditionHolds(statement.Condition, request.context))
  );
}

function actionMatches(statement: PolicyStatement, action: string): boolean {
  const wanted = action.toLowerCase();
  const matches = (list: string | readonly string[]) =>
    asList(list).some((pattern) => matchesWildcard(pattern.toLowerCase(), wanted));
  return statement.Action !== undefined
    ? matches(statement.Action)
    : !matches(statement.NotAction ?? '*');
}

function resourceMatches(statement: PolicyStatement, request: AccessRequest): boolean {
  const matches = (list: string | readonly string[]) =>
    asList(list).some((pattern) =>
      // An action without resources is allowed on all of them or not at all.
      request.resource === '*'
        ? pattern === '*'
        : matchesArn(completed(substitute(pattern, request.context)), request.resource),
    );
  if (statement.Resource !== undefined) return matches(statement.Resource);
  return statement.NotResource === undefined || !matches(statement.NotResource);
}

/**
 * IAM puts `*` for the fields that the ARN of a statement lacks. Source: IAM user guide, JSON policy
 * elements: Resource, incomplete ARNs.
 */
function completed(pattern: string): string {
  const fields = pattern.split(':');
  if (fields[0] !== 'arn' || fields.length >= ARN_FIELDS) return pattern;
  return [...fields, ...Array<string>(ARN_FIELDS - fields.length).fill('*')].join(':');
}

const ARN_FIELDS = 6;

function principalMatches(statement: PolicyStatement, request: AccessRequest): boolean {
  if (statement.NotPrincipal) return !principalIn(statement.NotPrincipal, request);
  return statement.Principal !== undefined && principalIn(statement.Principal, request);
}

function principalIn(principal: PolicyPrincipal, request: AccessRequest): boolean {
  if (typeof principal === 'string') return principal === '*';
  return Object.entries(principal).some(([type, names]) =>
    asList(names).some((name) => {
      if (type === 'Service') return request.isService && isService(name, request);
      return (
        name === '*' ||
        (!request.isService && (isDirect(name, request) || isAccount(name, request)))
      );
    }),
  );
}

/**
 * The global name of a service, or the older one of the region, `states.us-east-1.amazonaws.com`.
 */
function isService(name: string, { principal, context }: AccessRequest): boolean {
  if (name === principal) return true;
  const region = context.get('aws:requestedregion');
  return name === principal.replace(/\.amazonaws\.com$/, `.${String(region)}.amazonaws.com`);
}

function isDirect(name: string, request: AccessRequest): boolean {
  return name === request.principal || name === request.roleArn;
}

function isAccount(name: string, request: AccessRequest): boolean {
  return name === request.accountId || name === `arn:aws:iam::${request.accountId}:root`;
}

/**
 * An account principal delegates to identity policies; everybody or a named role is granted by the
 * statement alone.
 */
function namesPrincipal(statement: PolicyStatement, request: AccessRequest): boolean {
  const { Principal: principal } = statement;
  if (principal === undefined || typeof principal === 'string') return principal === '*';
  return asList(principal.AWS ?? []).some((name) => name === '*' || isDirect(name, request));
}

function asList<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

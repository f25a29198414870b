import { tagsByKey } from '../kernel/index.ts';
import type {
  Database,
  Permission,
  PolicyDocument,
  Principal,
  RolePrincipal,
  SessionRequest,
  Tag,
  Tags,
  World,
} from '../kernel/index.ts';
import { AwsError } from '../errors.ts';
import { roleSession } from './credentials.ts';
import { accessDenied } from './denial.ts';
import { DenialLog } from './denials.ts';
import { evaluate } from './evaluate.ts';
import type { AccessRequest, ApplicablePolicies, Decision } from './evaluate.ts';
import { explain } from './explain.ts';
import type { Explanation } from './explain.ts';
import { RequestContext } from './request-context.ts';
import { sessionDetails, sessionPermissions } from './session-request.ts';
import type { UsageRecorder } from './usage.ts';

/** Tables of roles and their policies; the IAM service writes them, the authorizer reads them. */
export const ROLE_TABLES = [
  `CREATE TABLE IF NOT EXISTS iam_roles (
     name TEXT PRIMARY KEY, arn TEXT NOT NULL UNIQUE, id TEXT NOT NULL, path TEXT NOT NULL, trust TEXT NOT NULL,
     boundary TEXT, description TEXT, max_session INTEGER NOT NULL, created INTEGER NOT NULL, tags TEXT NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS iam_role_policies (
     role TEXT NOT NULL, name TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (role, name))`,
  'CREATE TABLE IF NOT EXISTS iam_attached (role TEXT NOT NULL, arn TEXT NOT NULL, PRIMARY KEY (role, arn))',
  `CREATE TABLE IF NOT EXISTS iam_policies (
     arn TEXT PRIMARY KEY, name TEXT NOT NULL, path TEXT NOT NULL, document TEXT NOT NULL, created INTEGER NOT NULL)`,
];

/** The policies of a role or a user, parsed, and its tags. */
interface OwnPolicies {
  readonly identity: readonly PolicyDocument[];
  readonly boundary: PolicyDocument | undefined;
  readonly tags: Tags;
}

/** Whose calls are decided, and how. */
export interface AuthorizerSettings {
  readonly accountId: string;
  readonly region: string;
  /** Whether services may assume roles that are not there. @default - no */
  readonly rolesOnTrust?: boolean;
}

/** Decides every call, from the roles and policies of the store. */
export class Authorizer {
  /** What was denied of late. */
  public readonly denials = new DenialLog();
  private readonly cache = new Map<string, OwnPolicies>();
  private tagsOf: (arn: string) => Tags | undefined = () => undefined;

  constructor(
    private readonly db: Database,
    private readonly world: World,
    private readonly settings: AuthorizerSettings,
    private readonly usage: UsageRecorder,
  ) {}

  /** Where the tags of resources are found, once there are services. */
  public attach(tagsOf: (arn: string) => Tags | undefined): void {
    this.tagsOf = tagsOf;
  }

  /** Forgets what is cached of roles and users; the IAM service calls it after every change. */
  public forget(): void {
    this.cache.clear();
  }

  /** Throws AWS's access denied unless the permission is granted. */
  public authorize(principal: Principal, permission: Permission): void {
    const decision = this.decide(principal, permission);
    if (decision.outcome !== 'allowed') {
      const at = new Date(this.world.now()).toISOString();
      this.denials.record({ at, ...this.explain(principal, permission) });
      throw accessDenied(principal, permission, decision);
    }
    this.usage.record(principal, permission);
  }

  /** The decision with every statement that came near to having a say in it. */
  public explain(principal: Principal, permission: Permission): Explanation {
    const { request, policies } = this.question(principal, permission);
    const decision = this.decide(principal, permission);
    return explain(request, policies, decision, request.context.all());
  }

  /** The decision with the statement that made it. */
  public decide(principal: Principal, permission: Permission): Decision {
    if (
      principal.kind === 'service' &&
      permission.servicesNeedNoPolicy &&
      !permission.resourcePolicy
    ) {
      return { outcome: 'allowed', by: 'resource' };
    }
    // The root user may do what no policy denies, and no policy of a role's reaches it.
    if (principal.kind === 'root' && !permission.resourcePolicy)
      return { outcome: 'allowed', by: 'identity' };
    const { request, policies } = this.question(principal, permission);
    const decision = evaluate(request, policies);
    const rootMay = principal.kind === 'root' && decision.outcome === 'implicitly-denied';
    return rootMay ? { outcome: 'allowed', by: 'identity' } : decision;
  }

  private question(
    principal: Principal,
    permission: Permission,
  ): {
    readonly request: AccessRequest & { readonly context: RequestContext };
    readonly policies: ApplicablePolicies;
  } {
    const isRole = principal.kind === 'role';
    const { tags, ...own } = this.policiesOf(principal);
    const session = isRole ? principal.sessionPolicy : undefined;
    return {
      request: {
        principal: principal.arn,
        roleArn: isRole ? principal.roleArn : undefined,
        accountId: this.settings.accountId,
        isService: principal.kind === 'service',
        action: permission.action,
        resource: permission.resource,
        context: new RequestContext({
          principal,
          permission,
          accountId: this.settings.accountId,
          region: this.settings.region,
          now: this.world.now(),
          roleId: () => (isRole ? this.roleIdOf(principal.roleArn) : undefined),
          principalTags: () => (isRole ? { ...tags, ...principal.tags } : tags),
          resourceTags: () => this.tagsOf(permission.resource) ?? {},
        }),
      },
      policies: {
        ...own,
        resource: permission.resourcePolicy,
        resourceDecides: permission.resourcePolicyDecides,
        session: session === undefined ? undefined : (JSON.parse(session) as PolicyDocument),
      },
    };
  }

  /**
   * A session of the role, if its trust policy lets `by` assume it, or if `by` is a service and
   * the role is taken on trust: such a session has no policies, so it may do nothing.
   */
  public assumeRole(request: SessionRequest): RolePrincipal {
    const { roleArn, sessionName, by } = request;
    const role = this.db.get<{ name: string; path: string; trust: string }>(
      'SELECT name, path, trust FROM iam_roles WHERE arn = ?',
      roleArn,
    );
    if (by.kind === 'service' && this.takesOnTrust(roleArn))
      return roleSession(this.settings.accountId, roleArn.replace(/^.*?\//, ''), sessionName);
    for (const permission of sessionPermissions(request, role?.trust)) {
      const decision: Decision = role
        ? this.decide(by, permission)
        : { outcome: 'implicitly-denied', by: 'resource' };
      if (decision.outcome !== 'allowed') {
        const { message } = accessDenied(by, permission, decision);
        throw new AwsError('AccessDenied', message, { status: 403 });
      }
      this.usage.record(by, permission);
    }
    const name = `${role!.path.slice(1)}${role!.name}`;
    const session = roleSession(this.settings.accountId, name, sessionName);
    return { ...session, ...sessionDetails(request) };
  }

  private roleIdOf(roleArn: string): string | undefined {
    const row = this.db.get<{ id: string }>('SELECT id FROM iam_roles WHERE arn = ?', roleArn);
    return row?.id;
  }

  /**
   * Whether the role is none of this cloud, though it might be: it is of the account, and no other
   * has its name, whatever its path.
   */
  public takesOnTrust(roleArn: string): boolean {
    if (!this.settings.rolesOnTrust) return false;
    const [, account, name] = ROLE_ARN.exec(roleArn) ?? [];
    if (account !== this.settings.accountId) return false;
    return this.db.get('SELECT 1 FROM iam_roles WHERE name = ?', name!) === undefined;
  }

  private policiesOf(principal: Principal): OwnPolicies {
    if (principal.kind !== 'role' && principal.kind !== 'user') return NO_POLICIES;
    const path = principal.kind === 'role' ? principal.roleName : principal.userName;
    const name = path.slice(path.lastIndexOf('/') + 1);
    const id = `${principal.kind}/${name}`;
    let known = this.cache.get(id);
    if (!known) {
      known = this.readPolicies(principal.kind, name);
      this.cache.set(id, known);
    }
    return known;
  }

  private readPolicies(kind: 'role' | 'user', name: string): OwnPolicies {
    const attached = kind === 'role' ? 'iam_attached' : 'iam_user_attached';
    const documents = this.db.all<{ document: string }>(
      `SELECT document FROM iam_${kind}_policies WHERE ${kind} = ?
       UNION ALL SELECT p.document FROM ${attached} a JOIN iam_policies p ON p.arn = a.arn WHERE a.${kind} = ?`,
      name,
      name,
    );
    const own = this.db.get<{ tags: string; boundary: string | null }>(
      `SELECT r.tags, p.document AS boundary
       FROM iam_${kind}s r LEFT JOIN iam_policies p ON p.arn = r.boundary WHERE r.name = ?`,
      name,
    );
    return {
      identity: documents.map(({ document }) => JSON.parse(document) as PolicyDocument),
      boundary: own?.boundary ? (JSON.parse(own.boundary) as PolicyDocument) : undefined,
      tags: tagsByKey(JSON.parse(own?.tags ?? '[]') as readonly Tag[]),
    };
  }
}

/** Account and name of a role. Source: IAM API reference, arnType and roleNameType. */
const ROLE_ARN = /^arn:aws:iam::(\d{12}):role\/(?:[!-~]+\/)?([\w+=,.@-]{1,64})$/;

/** Of those that are neither role nor user. */
const NO_POLICIES: OwnPolicies = { identity: [], boundary: undefined, tags: {} };

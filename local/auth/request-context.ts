import type { Permission, Principal, Tags } from '../kernel/index.ts';
import type { ConditionContext } from './conditions.ts';

/** What is known of a call; tags are looked up only where a policy asks for them. */
export interface RequestFacts {
  readonly principal: Principal;
  readonly permission: Permission;
  readonly accountId: string;
  readonly region: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** The id of the role behind a session. */
  readonly roleId: () => string | undefined;
  readonly principalTags: () => Tags;
  readonly resourceTags: () => Tags;
}

type Value = string | readonly string[] | undefined;

/**
 * The global condition keys in lower case. Source: IAM user guide,
 * reference_policies_condition-keys.
 */
const GLOBAL: Readonly<Record<string, (facts: RequestFacts) => Value>> = {
  'aws:securetransport': () => 'true',
  'aws:requestedregion': ({ region }) => region,
  'aws:currenttime': ({ now }) => new Date(now).toISOString(),
  'aws:epochtime': ({ now }) => String(Math.floor(now / 1000)),
  'aws:resourceaccount': ({ accountId }) => accountId,
  'aws:principaltype': ({ principal: { kind } }) => TYPES[kind] ?? 'Account',
  'aws:username': ({ principal }) => (principal.kind === 'user' ? principal.userName : undefined),
  'aws:userid': ({ principal, accountId, roleId }) => {
    if (principal.kind === 'user') return principal.userId;
    if (principal.kind === 'root') return accountId;
    return principal.kind === 'role' ? `${roleId()}:${principal.sessionName}` : undefined;
  },
  'aws:principalservicename': ({ principal }) =>
    principal.kind === 'service' ? principal.arn : undefined,
  'aws:principalisawsservice': ({ principal }) => String(principal.kind === 'service'),
  // Nobody has neither a name nor an account.
  'aws:principalarn': ({ principal }) => {
    if (principal.kind === 'anonymous') return undefined;
    return principal.kind === 'role' ? principal.roleArn : principal.arn;
  },
  'aws:principalaccount': ({ principal, accountId }) =>
    principal.kind === 'anonymous' ? undefined : accountId,
  'aws:sourceidentity': ({ principal }) =>
    principal.kind === 'role' ? principal.sourceIdentity : undefined,
  'aws:sourceaccount': ({ principal, accountId }) =>
    principal.kind === 'service' ? accountId : undefined,
  'aws:sourcearn': ({ principal }) =>
    principal.kind === 'service' ? principal.sourceArn : undefined,
};

/** By the kind of a principal; all others are the account itself. */
const TYPES: Readonly<Record<string, string>> = {
  anonymous: 'Anonymous',
  role: 'AssumedRole',
  user: 'User',
};

/** Families of keys that end with the key of a tag. */
const TAGS: Readonly<Record<string, (facts: RequestFacts) => Tags>> = {
  'aws:resourcetag/': ({ resourceTags }) => resourceTags(),
  'aws:principaltag/': ({ principalTags }) => principalTags(),
};

/** The condition keys of a call, each found when a policy asks for it. */
export class RequestContext implements ConditionContext {
  private own: ReadonlyMap<string, string | readonly string[]> | undefined;

  constructor(private readonly facts: RequestFacts) {}

  public get(key: string): Value {
    return this.ofCall(key) ?? GLOBAL[key]?.(this.facts) ?? this.tag(key);
  }

  /** Every key that has a value. */
  public all(): Readonly<Record<string, string | readonly string[]>> {
    const tags = Object.entries(TAGS).flatMap(([family, read]) =>
      Object.entries(read(this.facts)).map(([key, value]) => [`${family}${key}`, value] as const),
    );
    const globals = Object.entries(GLOBAL).flatMap(([key, read]) => {
      const value = read(this.facts);
      return value === undefined ? [] : [[key, value] as const];
    });
    const own = Object.entries(this.facts.permission.context ?? {});
    return Object.fromEntries([
      ...globals,
      ...tags,
      ...own.map(([key, value]) => [key.toLowerCase(), value] as const),
    ]);
  }

  /** What the service tells of the call goes before what is global. */
  private ofCall(key: string): Value {
    const { context } = this.facts.permission;
    if (!context) return undefined;
    this.own ??= new Map(
      Object.entries(context).map(([name, value]) => [name.toLowerCase(), value]),
    );
    return this.own.get(key);
  }

  /** Keys of tags are not case-sensitive where a condition names them. */
  private tag(key: string): string | undefined {
    const end = key.indexOf('/') + 1;
    const tags = TAGS[key.slice(0, end)]?.(this.facts) ?? {};
    const name = key.slice(end);
    return Object.entries(tags).find(([own]) => own.toLowerCase() === name)?.[1];
  }
}

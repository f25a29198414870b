import { createHmac } from 'node:crypto';
import type { RolePrincipal, RootPrincipal, UserPrincipal } from '../kernel/index.ts';

/** What a client signs with. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** What a session token says; it is signed, so nothing need be stored for it. */
interface TokenBody {
  readonly key: string;
  readonly role: string;
  /** The account or the user whose keys these are. @default - those of a role's session */
  readonly self?: RootPrincipal | UserPrincipal;
  readonly session: string;
  readonly more: SessionDetails;
  readonly expires: number;
}

/** Who may sign with keys that end. */
type SessionPrincipal = RolePrincipal | UserPrincipal | RootPrincipal;

/** What a session has beside its role and its name. */
export type SessionDetails = Pick<
  RolePrincipal,
  'sessionPolicy' | 'tags' | 'transitiveTagKeys' | 'sourceIdentity'
>;

/** Makes and reads credentials of role sessions from one secret of the cloud. */
export class CredentialMaker {
  constructor(
    private readonly secret: string,
    private readonly accountId: string,
  ) {}

  /** Credentials for a session. `expires` in epoch milliseconds. */
  public make(principal: SessionPrincipal, expires: number): Credentials {
    const of = principal.kind === 'role' ? principal : undefined;
    const more = {
      sessionPolicy: of?.sessionPolicy,
      tags: of?.tags,
      transitiveTagKeys: of?.transitiveTagKeys,
      sourceIdentity: of?.sourceIdentity,
    };
    const seed = `${principal.arn}|${expires}|${JSON.stringify(more)}`;
    const key = `ASIA${this.digest(`key:${seed}`)
      .replace(/[^A-Za-z0-9]/g, '')
      .toUpperCase()
      .slice(0, 16)}`;
    const body: TokenBody = {
      key,
      role: of?.roleName ?? '',
      self: principal.kind === 'role' ? undefined : principal,
      session: of?.sessionName ?? '',
      more,
      expires,
    };
    const text = Buffer.from(JSON.stringify(body)).toString('base64url');
    return {
      accessKeyId: key,
      secretAccessKey: this.secretOf(key),
      sessionToken: `${text}.${this.digest(text)}`,
    };
  }

  /** The secret of an access key that this maker made. */
  public secretOf(accessKeyId: string): string {
    return this.digest(`secret:${accessKeyId}`).slice(0, 40);
  }

  /** The session behind a token, or why there is none. */
  public read(
    accessKeyId: string,
    token: string,
    now: number,
  ): SessionPrincipal | 'invalid' | 'expired' {
    const [text, signature] = token.split('.');
    if (!text || signature !== this.digest(text)) return 'invalid';
    const body = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as TokenBody;
    if (body.key !== accessKeyId) return 'invalid';
    if (now > body.expires) return 'expired';
    if (body.self) return { ...body.self, temporary: true };
    return { ...roleSession(this.accountId, body.role, body.session), ...body.more };
  }

  private digest(text: string): string {
    return createHmac('sha256', this.secret).update(text).digest('base64url');
  }
}

/** The account itself. */
export function accountRoot(accountId: string): RootPrincipal {
  return { kind: 'root', arn: `arn:aws:iam::${accountId}:root`, accountId };
}

/** The principal of a role session. `role` may carry a path in front of its name. */
export function roleSession(accountId: string, role: string, session: string): RolePrincipal {
  const name = role.slice(role.lastIndexOf('/') + 1);
  return {
    kind: 'role',
    arn: `arn:aws:sts::${accountId}:assumed-role/${name}/${session}`,
    accountId,
    roleArn: `arn:aws:iam::${accountId}:role/${role}`,
    roleName: role,
    sessionName: session,
  };
}

/**
 * Who makes a call: the account's root, an IAM user, an IAM role's session, an AWS service, or nobody
 * known.
 */
export type Principal =
  RootPrincipal | UserPrincipal | RolePrincipal | ServicePrincipal | AnonymousPrincipal;

/** Nobody: an unsigned request, which only a policy for everybody lets in. */
export interface AnonymousPrincipal {
  readonly kind: 'anonymous';
  readonly arn: 'anonymous';
  readonly accountId: 'anonymous';
}

/** The account itself: every call is allowed that no resource policy denies. */
export interface RootPrincipal {
  readonly kind: 'root';
  /** `arn:aws:iam::<account>:root` */
  readonly arn: string;
  readonly accountId: string;
  /** True where it signs with keys that STS gave it for a while. @default - with its own key */
  readonly temporary?: boolean;
}

/** A user of the account, who signs with an access key of its own. */
export interface UserPrincipal {
  readonly kind: 'user';
  /** `arn:aws:iam::<account>:user/<name>` */
  readonly arn: string;
  readonly accountId: string;
  readonly userName: string;
  readonly userId: string;
  /** True where it signs with keys that STS gave it for a while. @default - with its own key */
  readonly temporary?: boolean;
}

/**
 * A session of a role, made by sts:AssumeRole or by a service on behalf of a function, an execution
 * or a job.
 */
export interface RolePrincipal {
  readonly kind: 'role';
  /** `arn:aws:sts::<account>:assumed-role/<role>/<session>` */
  readonly arn: string;
  readonly accountId: string;
  /** `arn:aws:iam::<account>:role/<role>` */
  readonly roleArn: string;
  readonly roleName: string;
  readonly sessionName: string;
  /** Inline policy of the session, JSON text. @default - the role's policies alone decide */
  readonly sessionPolicy?: string;
  /** Tags of the session, before those of the role. @default - none */
  readonly tags?: Readonly<Record<string, string>>;
  /** Keys of those tags that sessions begun from this one have too. @default - none */
  readonly transitiveTagKeys?: readonly string[];
  /** Who began the chain of sessions. @default - nobody said */
  readonly sourceIdentity?: string;
}

/** What a session of a role is asked for with. */
export interface SessionRequest {
  readonly roleArn: string;
  readonly sessionName: string;
  /** Who asks. */
  readonly by: Principal;
  /** What both sides agreed on, for a trust policy that asks for it. @default - nothing */
  readonly externalId?: string;
  /** JSON text of a policy that narrows the role's. @default - none */
  readonly policy?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly transitiveTagKeys?: readonly string[];
  readonly sourceIdentity?: string;
}

/** An AWS service that calls in its own name: allowed by resource policies only. */
export interface ServicePrincipal {
  readonly kind: 'service';
  /** For example `events.amazonaws.com`. */
  readonly arn: string;
  readonly accountId: string;
  /** The resource on whose behalf it calls, the value of `aws:SourceArn`. @default - none */
  readonly sourceArn?: string;
}

/**
 * Coded errors of the local cloud: AWS's own words on the wire, and our refusal of what is not
 * offered.
 */

/**
 * Members that go onto the wire beside code and message, and the HTTP status where the model names
 * none.
 */
export interface AwsErrorOptions {
  /** HTTP status. @default - what the service's model says of the code, else 400 */
  readonly status?: number;
  /** Further members of the error structure, such as `CancellationReasons`. @default - none */
  readonly members?: Readonly<Record<string, unknown>>;
  /**
   * The older code that the query protocol and clients of query-compatible services see.
   * @default - what the service's model says of the code, else the code itself
   */
  readonly queryCode?: string;
  /** The body of the answer in JSON, where a service words its own. @default - code and message */
  readonly json?: Readonly<Record<string, unknown>>;
  /** What led to it. @default - none */
  readonly cause?: unknown;
}

/** An error that AWS itself would answer: code and text are AWS's, letter for letter. */
export class AwsError extends Error {
  public readonly status: number | undefined;
  public readonly members: Readonly<Record<string, unknown>>;
  public readonly queryCode: string | undefined;
  public readonly json: Readonly<Record<string, unknown>> | undefined;

  constructor(
    public readonly code: string,
    message: string,
    options: AwsErrorOptions = {},
  ) {
    super(message, { cause: options.cause });
    this.name = code;
    this.status = options.status;
    this.members = options.members ?? {};
    this.queryCode = options.queryCode;
    this.json = options.json;
  }
}

/** Something that AWS has and the local cloud does not: refused loudly, never ignored. */
export class NotEmulated extends AwsError {
  constructor(
    public readonly what: string,
    why: string,
  ) {
    super('UnknownOperationException', `the local cloud does not offer ${what}: ${why}`, {
      status: 501,
    });
  }
}

/** Every fault of the local cloud, or of how it was started: each code and what it means. */
export const localErrors = {
  CircularDependency: 'resources of a template wait for each other',
  ClockTarget: 'the moment that a virtual clock is moved to cannot be read',
  CustomResourceFailed: 'the function behind a custom resource failed',
  DeploymentFailed: 'a resource of a stack could not be made; the message says which and why',
  EndpointFailed: 'an endpoint of a template did not come up',
  FolderTaken: 'another local cloud keeps its state in the folder',
  MisnamedKind: 'a delivery or timer does not begin with the name of its service',
  MissingAsset: "the assembly lacks a function's code",
  MissingDefinition: 'a state machine of a template has no definition',
  MissingParameter: 'a stack reads an SSM parameter that no stack has written yet',
  NoAssembly: 'the folder holds no cloud assembly',
  NoSnapshot: 'there is no snapshot of that name',
  OtherFormat: 'another version of the local cloud wrote the folder',
  Question: 'a question about a decision lacks who, what, or on what',
  SnapshotName: 'the name of a snapshot is missing or is none',
  StoreClosed: 'work of a cloud that was stopped meanwhile asks for its store',
  UnknownFault: 'a fault that is to be injected is none that there is',
  UnknownProtocol: "a service's model names a protocol that the front door does not speak",
  UnresolvedReference: 'a template refers to something that it does not define',
} as const satisfies Readonly<Record<string, string>>;
/** Code of a fault. */
export type LocalErrorCode = keyof typeof localErrors;

/**
 * A fault of the local cloud or of how it was started, for the eyes of the person who started it.
 */
export class LocalCloudError extends Error {
  constructor(
    public readonly code: LocalErrorCode,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
    this.name = code;
  }
}

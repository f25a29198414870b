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

/**
 * A fault of the local cloud or of how it was started, for the eyes of the person who started it.
 */
export class LocalCloudError extends Error {
  constructor(
    public readonly code: string,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
    this.name = code;
  }
}

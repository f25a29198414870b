import type { Permission } from './action.ts';
import type {
  Principal,
  RolePrincipal,
  RootPrincipal,
  SessionRequest,
  UserPrincipal,
} from './principal.ts';

/** Time, ids and chance: the only source of them in the local cloud. */
export interface World {
  /** A real clock runs by itself; a virtual one stands still until it is advanced. */
  readonly mode: 'real' | 'virtual';
  /**
   * Whether it is the time that clocks outside show. It is not on a virtual clock, nor on a real one
   * that was started at another time: then times that others write down say nothing.
   */
  readonly isTime: boolean;
  /** Milliseconds since 1970, of the virtual or the real clock. */
  now(): number;
  /** A random UUID (v4 form), from the world's seed. */
  uuid(): string;
  /** A random number in [0, 1), from the world's seed. */
  random(): number;
}

/** A value SQLite can keep. */
export type SqlValue = string | number | bigint | Buffer | null;

/** The store: SQLite, owned by one thread, synchronous. */
export interface Database {
  /** The first row as an object, or undefined. */
  get<Row>(sql: string, ...values: SqlValue[]): Row | undefined;
  all<Row>(sql: string, ...values: SqlValue[]): Row[];
  /** Runs a statement and returns the number of changed rows. */
  run(sql: string, ...values: SqlValue[]): number;
  /**
   * Runs `work` in one transaction; nested calls join the outer one. Throws what `work` throws,
   * after rollback.
   */
  transaction<T>(work: () => T): T;
}

/** How an outbox row is delivered again when its handler throws. */
export interface RetryPolicy {
  /** Attempts in all. @default - 185 */
  readonly maxAttempts?: number;
  /** Age in seconds after which it is given up. @default - 86400 */
  readonly maxAgeSeconds?: number;
  /** Seconds before attempt n + 1. @default - exponential from 1 to 600 with jitter */
  readonly backoffSeconds?: readonly number[];
}

/**
 * Side effects, written in the transaction that causes them and performed after its commit, at
 * least once.
 */
export interface Outbox {
  /** `kind` is `<service>.<name>`, one of that service's `deliveries`. Returns the row's id. */
  send(
    kind: string,
    payload: unknown,
    options?: { readonly delaySeconds?: number; readonly retry?: RetryPolicy },
  ): string;
  /** Tells every service that subscribes to the topic, each in a delivery of its own. */
  announce(topic: string, payload: unknown): void;
}

/** Durable timers by kind and key: setting one again moves it. */
export interface Timers {
  /** `kind` is `<service>.<name>`, one of that service's `timers`; `due` in epoch milliseconds. */
  set(kind: string, key: string, due: number, payload?: unknown): void;
  cancel(kind: string, key: string): void;
}

/**
 * Keeps the virtual clock still while something runs: a function, a job, an endpoint that comes up.
 */
export interface Activity {
  /** Counts until the returned function is called (once). */
  begin(what: string): () => void;
  /** What runs now, for `/_local/clock`. */
  running(): readonly string[];
}

/** A CloudWatch data point that a service publishes about itself. */
export interface MetricDatum {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
  /** CloudWatch's unit. @default - None */
  readonly unit?: string;
  /** Epoch milliseconds. @default - now */
  readonly time?: number;
  /** Seconds that it is kept by: 1 for high resolution. @default - 60 */
  readonly resolution?: 1 | 60;
}

/** A value that a service can tell of any minute, without having published it. */
export interface MetricPoint {
  /** Epoch milliseconds of the minute's beginning. */
  readonly time: number;
  readonly value: number;
  readonly unit: string;
}

/** What names a metric. */
export interface MetricIdentity {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Where services leave measurements and log lines; CloudWatch and CloudWatch Logs take them in. */
export interface Telemetry {
  /** Takes in what a service measured at one moment. */
  metrics(data: readonly MetricDatum[]): void;
  /**
   * Minutes in [from, to) of which a service knows the value though nothing was published: the
   * length of a queue that rests. Minutes to come are told as they will be if nothing happens.
   */
  gauge(metric: MetricIdentity, from: number, to: number): readonly MetricPoint[];
  /** Appends lines to a log stream, made if need be; EMF lines become metrics. */
  log(group: string, stream: string, lines: readonly string[]): void;
}

/** The cloud as its services see it. */
export interface Cloud {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  /** Address of the front door, for example `http://127.0.0.1:4566`. */
  readonly endpoint: string;
  /** Folder of bodies, assets and the files of jobs. */
  readonly dataDir: string;
  /** Programs by image URI pattern: the local stand-ins for containers. */
  readonly images: readonly ImageProgram[];
  readonly world: World;
  readonly db: Database;
  readonly outbox: Outbox;
  readonly timers: Timers;
  readonly activity: Activity;
  readonly telemetry: Telemetry;
  /** Calls an action of a service in-process; IAM decides as for a call from outside. */
  call<Output>(
    service: string,
    actionName: string,
    input: unknown,
    principal: Principal,
  ): Promise<Output>;
  /**
   * The same without awaiting, for actions in transaction mode only: joins the caller's
   * transaction.
   */
  callSync<Output>(
    service: string,
    actionName: string,
    input: unknown,
    principal: Principal,
  ): Output;
  /**
   * A session of the role; checks its trust policy for the service. Throws AccessDenied as STS
   * does.
   */
  assumeRole(roleArn: string, sessionName: string, by: Principal): RolePrincipal;
  /** The same with all that STS lets a session be asked for with. */
  openSession(request: SessionRequest): RolePrincipal;
  /**
   * Whether the role is not there and services are to take it at its word: then what they look up
   * of its permissions before they accept it is taken for granted too.
   */
  takesOnTrust(roleArn: string): boolean;
  /** Called after roles or policies changed. */
  forgetPolicies(): void;
  /**
   * Environment variables that give a child process this session's credentials and the endpoint. They hold as
   * long as a process may run, or for so many seconds.
   */
  credentialsFor(
    principal: RolePrincipal | UserPrincipal | RootPrincipal,
    seconds?: number,
  ): Readonly<Record<string, string>>;
  /** Throws AccessDenied in AWS's words unless the principal has every permission. */
  authorize(principal: Principal, permission: Permission): void;
  /** Whether the principal has the permission, for answers that tell more to those who may know more. */
  allows(principal: Principal, permission: Permission): boolean;
}

/** Which program stands in for an image: `<command> train|serve` in the image's working folder. */
export interface ImageProgram {
  /** Matches image URIs; `*` stands for any characters. */
  readonly image: string;
  readonly train?: readonly string[];
  readonly serve?: readonly string[];
  readonly process?: readonly string[];
}

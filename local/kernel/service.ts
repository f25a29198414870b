import type { Action } from './action.ts';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Cloud, MetricDatum, MetricIdentity, MetricPoint } from './cloud.ts';
import type { Principal } from './principal.ts';
import type { Tags } from './tags.ts';

/** Work that was put into the outbox or set as a timer, as its handler sees it. */
export interface Delivery<Payload = never> {
  readonly id: string;
  readonly payload: Payload;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /**
   * True when the row is given up if this attempt throws: the time to send to a dead-letter queue.
   */
  readonly lastAttempt: boolean;
  readonly cloud: Cloud;
}

/**
 * Handles one kind of outbox row. It may be called twice for the same row: after a crash, or after
 * it threw.
 */
export type DeliveryHandler = (delivery: Delivery) => void | Promise<void>;

/**
 * Handles a timer that has come due. Synchronous: it runs in the transaction that removes the
 * timer.
 */
export type TimerHandler = (timer: {
  readonly key: string;
  readonly payload: never;
  readonly cloud: Cloud;
}) => void;

/** Lines for a log stream. */
export interface LogLines {
  readonly group: string;
  readonly stream: string;
  readonly lines: readonly string[];
}

/** Where measurements and log lines end up. `time` is when they were told, in epoch milliseconds. */
export interface TelemetrySink {
  readonly metrics?: (data: readonly MetricDatum[], time: number, cloud: Cloud) => void;
  readonly log?: (lines: LogLines, time: number, cloud: Cloud) => void;
}

/** Metrics that are derived when they are read. */
export interface GaugeSource {
  readonly namespace: string;
  readonly read: (
    metric: MetricIdentity,
    from: number,
    to: number,
    cloud: Cloud,
  ) => readonly MetricPoint[];
}

/** A path of the front door that a service answers itself. */
export interface RawRoute {
  /** For example `/_lambda-url/`. */
  readonly prefix: string;
  /**
   * True: the request must be signed, and `principal` says by whom (undefined where it is not
   * signed at all).
   */
  readonly signed: boolean;
  /** Which requests below the prefix it answers. @default - all */
  readonly matches?: (request: IncomingMessage) => boolean;
  /** True: the body is not read before; `handle` reads the request. @default - false */
  readonly streams?: boolean;
  readonly handle: (exchange: RawExchange) => Promise<void>;
}

/** A request on a raw route. */
export interface RawExchange {
  readonly cloud: Cloud;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The part of the path after the prefix, with query. */
  readonly rest: string;
  readonly body: Buffer;
  /** Who signed it; undefined on unsigned routes and unsigned requests. */
  readonly principal: Principal | undefined;
  /** Who signed a form that a browser sends. Throws AWS's errors. */
  readonly identifyForm: (form: SignedForm) => Principal;
}

/** The signature of a form: that of its policy. */
export interface SignedForm {
  /** As it was sent: base64. */
  readonly policy: string;
  /** `<access key>/<date>/<region>/s3/aws4_request`, or an access key alone in the older form. */
  readonly credential: string;
  readonly signature: string;
  readonly sessionToken: string | undefined;
}

/** A part of AWS: its tables, its actions, and what it does on its own. */
export interface Service {
  /**
   * The name in-process calls use, for example `sqs`; also the IAM prefix unless actions say
   * otherwise.
   */
  readonly name: string;
  /**
   * npm package whose runtime schemas describe its wire format. @default - the service has no API
   */
  readonly sdk?: string;
  /**
   * Prefix of `X-Amz-Target` of a service whose actions are all raw: it needs no schemas.
   * @default - none: the package tells
   */
  readonly target?: string;
  /**
   * `CREATE TABLE IF NOT EXISTS` and `CREATE INDEX IF NOT EXISTS` statements; tables are prefixed
   * `<name>_`.
   */
  readonly tables: readonly string[];
  // Actions of many inputs stand in one list: the front door decodes by name, so the union type is
  // erased here.
  readonly actions: readonly Action<never, unknown>[];
  /**
   * True where the files of its folder are written once, under names that are never used again:
   * snapshots share them. @default - they may change, and are copied
   */
  readonly writesOnce?: boolean;
  /**
   * How it refuses a request that lacks a required member; undefined: as others do.
   * @default - a ValidationException that lists every member that is missing
   */
  readonly missing?: (member: string) => Error | undefined;
  /**
   * Tags of one of its resources, for conditions on `aws:ResourceTag`; undefined: there is no such
   * resource.
   * @default - its resources have no tags
   */
  readonly tagsOf?: (arn: string, cloud: Cloud) => Tags | undefined;
  /** Handlers of outbox rows by kind; kinds are prefixed `<name>.`. @default - none */
  readonly deliveries?: Readonly<Record<string, DeliveryHandler>>;
  /** Handlers of timers by kind; kinds are prefixed `<name>.`. @default - none */
  readonly timers?: Readonly<Record<string, TimerHandler>>;
  /**
   * What it wants to hear of other services, by topic; delivered through the outbox, at least once.
   * @default - nothing
   */
  readonly subscriptions?: Readonly<Record<string, DeliveryHandler>>;
  /** Paths that are not AWS API calls, such as function URLs. @default - none */
  readonly routes?: readonly RawRoute[];
  /**
   * Takes in measurements and log lines of the others, at once and in the caller's transaction.
   * @default - nothing
   */
  readonly sink?: TelemetrySink;
  /**
   * Metrics of its own that hold between changes, told when somebody reads them: a minute timer per
   * resource would keep a virtual clock from jumping.
   * @default - none
   */
  readonly gauge?: GaugeSource;
  /**
   * Runs once after start: makes processes again that a crash ended, and the like. @default -
   * nothing
   */
  readonly start?: (cloud: Cloud) => void | Promise<void>;
  /** Runs once before the end. @default - nothing */
  readonly stop?: (cloud: Cloud) => void | Promise<void>;
}

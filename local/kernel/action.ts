import type { Cloud } from './cloud.ts';
import type { PolicyDocument } from './policy.ts';
import type { Principal } from './principal.ts';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** One permission that AWS demands for a call. All permissions of a call must be granted. */
export interface Permission {
  /** IAM action, for example `sqs:SendMessage`. */
  readonly action: string;
  /** ARN of the resource, or `*` for actions without one. */
  readonly resource: string;
  /** Condition keys of the service with their values. @default - the global keys only */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  /** Policy of the resource itself. @default - none: identity policies decide alone */
  readonly resourcePolicy?: PolicyDocument;
  /**
   * True where only a resource policy may grant a service principal, and the resource has none that
   * is known.
   */
  readonly servicesNeedNoPolicy?: boolean;
  /**
   * True where identity policies count only if the resource's policy lets them, as with keys of KMS.
   * @default - false
   */
  readonly resourcePolicyDecides?: boolean;
}

/**
 * The raw HTTP exchange, for actions that stream bodies. Absent when a service calls in-process.
 */
export interface HttpExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /**
   * The body, decoded from aws-chunked, as a stream. Present for actions that declare `streams:
   * true`.
   */
  readonly body?: AsyncIterable<Uint8Array>;
  /** The body as a whole. @default - its action reads it as a stream */
  readonly document?: Uint8Array;
  /** Trailers that came behind the body, by name in lower case: complete once it has been read. */
  readonly trailers?: ReadonlyMap<string, string>;
}

/** An output may carry this to answer with another HTTP status than the model's, such as 206. */
export const HTTP_STATUS = Symbol('http status');

/** What an action knows of the call it answers. */
export interface ActionContext {
  readonly cloud: Cloud;
  readonly principal: Principal;
  readonly requestId: string;
  readonly http?: HttpExchange;
}

/** An API action: what it demands of IAM, and what it does. */
export interface Action<Input = never, Output = unknown> {
  /** AWS's name of the operation, for example `SendMessage`. */
  readonly name: string;
  /**
   * What is told of every request, before it is known who sent it and whether it can be read: headers of its
   * answer, whatever that will be. @default - nothing
   */
  readonly arrive?: (http: HttpExchange, cloud: Cloud) => void;
  /** The permissions that AWS demands, computed from the input. */
  readonly permissions: (input: Input, context: ActionContext) => readonly Permission[];
  /**
   * `transaction`: `run` is synchronous and is one SQLite transaction (the default of `action`).
   * `process`: `run` may await and opens transactions itself (`cloud.db.transaction`).
   */
  readonly mode: 'transaction' | 'process';
  /**
   * True: the request body is not read before `run`; it streams through `context.http.body`.
   * @default - false
   */
  readonly streams?: boolean;
  /**
   * True: the input is the request's JSON as it was sent and the output is written as it is; the
   * action checks types itself, in the words of its service.
   * @default - false: the service's schema decodes and encodes
   */
  readonly raw?: boolean;
  readonly run: (input: Input, context: ActionContext) => Output | Promise<Output>;
}

/** Defines an action that is one synchronous transaction. */
export function action<Input, Output>(
  name: string,
  permissions: Action<Input, Output>['permissions'],
  run: (input: Input, context: ActionContext) => Output,
): Action<Input, Output> {
  return { name, permissions, mode: 'transaction', run };
}

/** Defines a transaction that reads and writes JSON as it is on the wire. */
export function rawAction<Input, Output>(
  name: string,
  permissions: Action<Input, Output>['permissions'],
  run: (input: Input, context: ActionContext) => Output,
): Action<Input, Output> {
  return { ...action(name, permissions, run), raw: true };
}

/**
 * Defines an action that awaits: it invokes, streams or waits, and opens its transactions itself.
 */
export function processAction<Input, Output>(
  name: string,
  permissions: Action<Input, Output>['permissions'],
  run: (input: Input, context: ActionContext) => Promise<Output>,
  options: { readonly streams?: boolean } = {},
): Action<Input, Output> {
  return { name, permissions, mode: 'process', run, ...options };
}

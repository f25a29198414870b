import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gunzipSync } from 'node:zlib';
import type { CallerIdentifier } from '../auth/caller.ts';
import { IdentityFault, spoken } from '../auth/identity-fault.ts';
import type { Dialect } from '../auth/identity-fault.ts';
import { AwsError } from '../errors.ts';
import { WholeBody } from '../kernel/index.ts';
import type {
  AnonymousPrincipal,
  Cloud,
  Principal,
  RawRoute,
  SignedForm,
} from '../kernel/index.ts';
import { decodeAwsChunked, isAwsChunked } from './chunked.ts';
import { coralAnswer, coralRequestId, isCoral, unroutable } from './coral.ts';
import { cborProtocol } from './protocols/cbor.ts';
import { encodeError } from './protocols/errors.ts';
import { jsonProtocol, rawJsonProtocol } from './protocols/json.ts';
import { queryProtocol } from './protocols/query.ts';
import { restProtocol } from './protocols/rest.ts';
import { headerOf, isForm, isMeantForS3, isSignedOlder, wireRequest } from './request.ts';
import type { WireRequest, WireResponse } from './request.ts';
import { Unroutable } from './router.ts';
import type { Routed, Router } from './router.ts';
import type { Operation } from './service-model.ts';
import type { ActionTable } from './action-table.ts';
import { checkS3Request } from './s3-request.ts';
import { demandTypes } from './types.ts';
import { undecodable } from './undecodable.ts';

const PROTOCOLS = {
  json: jsonProtocol,
  query: queryProtocol,
  rest: restProtocol,
  cbor: cborProtocol,
} as const;

type Protocol = (typeof PROTOCOLS)[keyof typeof PROTOCOLS];

/** Bytes of a request body that is kept in memory; larger ones must stream. */
const MAX_BUFFERED_BODY = 64 * 1024 * 1024;

/** Bytes up to which a body is read at once, even where its action would let it stream. */
const SMALL_BODY = 64 * 1024;

/** The parts of a cloud that answer calls. */
export interface AnsweringCloud {
  readonly cloud: Cloud;
  readonly actions: ActionTable;
  readonly callers: CallerIdentifier;
}

/** What the front door hands requests to. */
export interface FrontDoorParts {
  readonly router: Router;
  readonly routes: readonly RawRoute[];
  /** What answers now; a promise while another cloud takes its place. */
  readonly life: () => Promise<AnsweringCloud>;
  readonly report: (line: string) => void;
}

/** The one port that speaks AWS's protocols. */
export class FrontDoor {
  private readonly server: Server;

  constructor(private readonly parts: FrontDoorParts) {
    this.server = createServer((request, response) => void this.answer(request, response));
    // What a client expects but 100-continue means nothing to AWS, and harms nothing.
    this.server.on('checkExpectation', (request, response) => void this.answer(request, response));
    this.server.keepAliveTimeout = 65_000;
  }

  /** Listens on 127.0.0.1 and resolves with the port. */
  public listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', () => {
        const address = this.server.address();
        resolve(typeof address === 'object' && address ? address.port : port);
      });
    });
  }

  /** Closes the port and every connection. */
  public close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = this.parts.routes.find(
      ({ prefix, matches }) =>
        request.url?.startsWith(prefix) && (matches === undefined || matches(request)),
    );
    try {
      await (route
        ? this.answerRoute(route, request, response)
        : this.answerCall(request, response));
    } catch (error) {
      if (hasLeft(error, response)) return;
      this.parts.report(`front door: ${request.method} ${request.url}: ${describe(error)}`);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    }
  }

  private async answerRoute(
    route: RawRoute,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const body = route.streams ? Buffer.alloc(0) : await readBody(request);
    const { cloud, callers } = await this.parts.life();
    let principal: Principal | undefined;
    try {
      principal = route.signed ? identify(callers, request, () => body) : undefined;
    } catch (error) {
      const told = error instanceof IdentityFault ? spoken(error, 'rest-json') : error;
      if (!(told instanceof AwsError)) throw error;
      response.writeHead(told.status ?? 403, {
        'content-type': 'application/json',
        'x-amzn-errortype': told.code,
      });
      response.end(JSON.stringify({ Message: told.message }));
      return;
    }
    const rest = request.url!.slice(route.prefix.length);
    const identifyForm = (form: SignedForm) => inWordsOfS3(() => callers.identifyForm(form));
    await route.handle({ cloud, request, response, rest, body, principal, identifyForm });
  }

  private async answerCall(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = requestIdOf(request);
    const turn = new Promise((end) => setImmediate(end));
    let routed: Routed | undefined;
    let answer: WireResponse;
    try {
      const life = await this.parts.life();
      routed = this.streamed(request, life);
      const streams = routed !== undefined;
      const body = streams ? Buffer.alloc(0) : await readBody(request);
      routed ??= this.parts.router.route(wireRequest(request, body));
      const protocol = protocolOf(routed, life);
      const call = { request, response, body, requestId, streams };
      const output = await this.perform(routed.operation, protocol, life, call);
      answer = protocol.encode(routed.operation, output, requestId);
    } catch (error) {
      const format = routed?.format ?? unroutedFormat(request);
      answer =
        error instanceof Unroutable && format === 'json'
          ? unroutable(error.request)
          : encodeError({ routed, format }, this.asAwsError(error, routed), requestId);
      if (!request.readableEnded) request.resume();
      // A body that was given up half-way leaves the connection where no other request can be read.
      if (request.destroyed) response.setHeader('connection', 'close');
    }
    // Clients that wait are woken by what is written, which costs more than most answers: those of
    // requests that came in one turn of the event loop go out together at its end.
    if (routed && isCoral(routed.operation.model)) answer = coralAnswer(answer, request);
    await turn;
    await send(response, answer, request.method === 'HEAD');
  }

  /** What a request asks for whose body its own action reads: an upload to S3. */
  private streamed(request: IncomingMessage, { actions }: AnsweringCloud): Routed | undefined {
    if (request.method !== 'PUT' || request.headers['x-amz-target'] !== undefined) return undefined;
    const routed = this.parts.router.route(wireRequest(request, Buffer.alloc(0)));
    return actions.find(routed.operation)?.streams ? routed : undefined;
  }

  private async perform(
    operation: Operation,
    protocol: Protocol,
    { cloud, actions, callers }: AnsweringCloud,
    { request, response, body, requestId, streams }: Call,
  ): Promise<unknown> {
    actions.find(operation)?.arrive?.({ request, response }, cloud);
    if (operation.model.name === 's3') checkS3Request(request);
    else if (isSignedOlder(request))
      throw new IdentityFault('incomplete', 'Signature Version 2 is not supported');
    const principal =
      identify(callers, request, () => body) ??
      (operation.model.name === 's3' ? NOBODY : undefined);
    if (!principal) throw new IdentityFault('missing');
    const input = await decoded(operation, protocol, wireRequest(request, body));
    if (!actions.find(operation)?.raw) demandTypes(operation, input);
    const trailers = new Map<string, string>();
    const stream = streams ? await openBody(request, trailers) : undefined;
    const document = streams ? undefined : body;
    const http = { request, response, body: stream, document, trailers };
    return actions.perform(operation, input, { cloud, principal, requestId, http });
  }

  private asAwsError(error: unknown, routed: Routed | undefined): AwsError {
    if (error instanceof AwsError) return error;
    if (error instanceof IdentityFault) return spoken(error, dialectOf(routed));
    this.parts.report(`internal failure: ${describe(error)}`);
    return new AwsError(
      'InternalFailure',
      'The request processing has failed because of an unknown error, exception or failure.',
      { status: 500, cause: error },
    );
  }
}

/** How a request is answered that asks for no operation. */
function unroutedFormat(request: IncomingMessage): Routed['format'] {
  if (isForm(request)) return 'query';
  return isMeantForS3(request) ? 'rest' : 'json';
}

/** DynamoDB has ids of its own kind. */
function requestIdOf({ headers }: IncomingMessage): string {
  const target = headers['x-amz-target'];
  return typeof target === 'string' && target.startsWith('DynamoDB')
    ? coralRequestId()
    : randomUUID();
}

/** Signed forms are S3's. */
function inWordsOfS3<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof IdentityFault ? spoken(error, 'rest-xml') : error;
  }
}

/** How the protocol of a request speaks of who sent it. */
function dialectOf(routed: Routed | undefined): Dialect {
  if (routed?.format === 'query') return 'query';
  if (routed && isCoral(routed.operation.model)) return 'coral';
  if (routed?.format !== 'rest') return 'json';
  return routed.operation.model.protocol === 'rest-xml' ? 'rest-xml' : 'rest-json';
}

/** The input of a request. What cannot be read is the sender's fault, not ours. */
async function decoded(
  operation: Operation,
  protocol: Protocol,
  request: WireRequest,
): Promise<unknown> {
  try {
    return await protocol.decode(operation, { ...request, body: decompressed(request) });
  } catch (error) {
    if (error instanceof AwsError) throw error;
    const form = protocol === queryProtocol;
    throw undecodable(form ? 'query' : operation.model.protocol, error);
  }
}

/** Who sends an unsigned request; only S3 lets nobody in, where a policy says so. */
const NOBODY: AnonymousPrincipal = {
  kind: 'anonymous',
  arn: 'anonymous',
  accountId: 'anonymous',
};

/** The protocol of a request; actions that check types themselves get JSON as it is. */
function protocolOf({ format, operation }: Routed, { actions }: AnsweringCloud): Protocol {
  return format === 'json' && actions.find(operation)?.raw ? rawJsonProtocol : PROTOCOLS[format];
}

/** One call of an API. */
interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
  readonly requestId: string;
  readonly streams: boolean;
}

function identify(
  callers: CallerIdentifier,
  request: IncomingMessage,
  body: () => Buffer,
): Principal | undefined {
  return callers.identify({
    method: request.method ?? 'GET',
    url: request.url ?? '/',
    headers: request.headers,
    bodyHash: () => createHash('sha256').update(body()).digest('hex'),
  });
}

/** A body as its own action reads it: a small one comes whole. */
async function openBody(
  request: IncomingMessage,
  trailers: Map<string, string>,
): Promise<AsyncIterable<Uint8Array>> {
  return isSmall(request) ? new WholeBody(await readSmall(request)) : bodyStream(request, trailers);
}

function isSmall(request: IncomingMessage): boolean {
  return Number(request.headers['content-length']) <= SMALL_BODY && !isAwsChunked(request);
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  if (isSmall(request)) return readSmall(request);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of bodyStream(request)) {
    size += chunk.length;
    if (size > MAX_BUFFERED_BODY)
      throw new AwsError('RequestEntityTooLarge', 'Request size exceeded the limit', {
        status: 413,
      });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Reads a small body without an iterator, which would cost more than all the rest of it. */
function readSmall(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    request.once('error', reject);
  });
}

function bodyStream(
  request: IncomingMessage,
  trailers = new Map<string, string>(),
): AsyncIterable<Buffer> {
  const source = request as AsyncIterable<Buffer>;
  return isAwsChunked(request) ? decodeAwsChunked(source, trailers) : source;
}

function decompressed(request: WireRequest): Buffer {
  const { body } = request;
  return headerOf(request, 'content-encoding') === 'gzip' && body.length > 0
    ? gunzipSync(body, { maxOutputLength: MAX_BUFFERED_BODY })
    : body;
}

async function send(response: ServerResponse, answer: WireResponse, head: boolean): Promise<void> {
  if (response.headersSent) return;
  const body = answer.body instanceof WholeBody ? answer.body.bytes : answer.body;
  if (typeof body === 'string' || body instanceof Uint8Array) {
    const headers: Record<string, string> = { ...answer.headers };
    if (!head) headers['content-length'] ??= String(Buffer.byteLength(body));
    response.writeHead(answer.status, headers);
    response.end(head ? undefined : body);
    return;
  }
  response.writeHead(answer.status, answer.headers);
  if (head) response.end();
  else await pipeline(Readable.from(body), response);
}

/** Whether a client closed the connection before it had read the body: it knows what it wanted by then. */
function hasLeft(error: unknown, { headersSent, destroyed }: ServerResponse): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return headersSent && destroyed && code === 'ERR_STREAM_PREMATURE_CLOSE';
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

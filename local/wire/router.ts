import { AwsError } from '../errors.ts';
import { headerOf, isForm, isMeantForS3 } from './request.ts';
import type { WireRequest } from './request.ts';
import type { Operation, ServiceModel } from './service-model.ts';

/** How a request is written, and which operation it asks for. */
export interface Routed {
  readonly operation: Operation;
  readonly format: 'json' | 'query' | 'rest' | 'cbor';
}

/** A request at the root of the port that names no operation at all. */
export class Unroutable extends AwsError {
  constructor(public readonly request: WireRequest) {
    super(...unknownOperation(request));
  }
}

/**
 * Finds the operation of a request by its target header, its query form, its RPC path or its REST
 * path.
 */
export class Router {
  private readonly rest = new Map<string, ReadonlyMap<string, readonly Candidate[]>>();

  constructor(private readonly models: readonly ServiceModel[]) {}

  /** Throws UnknownOperationException when no offered service knows the request. */
  public route(request: WireRequest): Routed {
    const routed =
      this.byTarget(request) ??
      this.byRpcPath(request) ??
      this.byQuery(request) ??
      this.byPath(request);
    if (routed) return routed;
    if (isMeantForS3(request)) throw methodNotAllowed(request);
    throw isNameless(request)
      ? new Unroutable(request)
      : new AwsError(...unknownOperation(request));
  }

  private byTarget(request: WireRequest): Routed | undefined {
    const target = headerOf(request, 'x-amz-target');
    if (!target) return undefined;
    const dot = target.lastIndexOf('.');
    const model = this.models.find((candidate) => candidate.target === target.slice(0, dot));
    return this.found(model, target.slice(dot + 1), 'json');
  }

  private byRpcPath(request: WireRequest): Routed | undefined {
    const match = /^\/service\/([^/]+)\/operation\/([^/]+)$/.exec(request.path);
    if (!match || !headerOf(request, 'smithy-protocol')) return undefined;
    return this.found(
      this.models.find((model) => model.target === match[1]),
      match[2]!,
      'cbor',
    );
  }

  private byQuery(request: WireRequest): Routed | undefined {
    const parameters = isForm(request)
      ? new URLSearchParams(request.body.toString('utf8'))
      : request.query;
    const [name, version] = [parameters.get('Action'), parameters.get('Version')];
    if (name && isQueuePath(request.path)) return this.byQueuePath(name);
    if (!name || !version) return undefined;
    return this.found(
      this.models.find((model) => model.version === version && model.operations().has(name)),
      name,
      'query',
    );
  }

  /** A form that is sent to a queue's own URL needs no version, and names no other queue. */
  private byQueuePath(name: string): Routed | undefined {
    const routed = this.found(
      this.models.find((model) => model.name === 'sqs'),
      name,
      'query',
    );
    if (routed && (hasQueueUrl(routed.operation) || name === 'GetQueueUrl')) return routed;
    throw new AwsError('InvalidAction', `The action ${name} is not valid for this endpoint.`);
  }

  private byPath(request: WireRequest): Routed | undefined {
    const scope = signingScope(request);
    for (const model of this.models) {
      if (!model.protocol.startsWith('rest') || !serves(model, scope)) continue;
      const candidates = this.restOperations(model).get(request.method) ?? [];
      const found = candidates.find((candidate) => answers(candidate, request));
      if (found) return { operation: found.operation, format: 'rest' };
    }
    return undefined;
  }

  private found(
    model: ServiceModel | undefined,
    name: string,
    format: Routed['format'],
  ): Routed | undefined {
    const operation = model?.operations().get(name);
    return operation && { operation, format };
  }

  /** Operations by method, the most specific first. */
  private restOperations(model: ServiceModel): ReadonlyMap<string, readonly Candidate[]> {
    let byMethod = this.rest.get(model.name);
    if (!byMethod) {
      const all = [...model.operations().values()].filter(({ http }) => http).sort(bySpecificity);
      byMethod = groupByMethod(all);
      this.rest.set(model.name, byMethod);
    }
    return byMethod;
  }
}

/** S3's word for what it has no operation for. Source: S3 API reference, error responses. */
function methodNotAllowed({ method, path }: WireRequest): AwsError {
  const depth = path.split('/').filter((part) => part !== '').length;
  return new AwsError(
    'MethodNotAllowed',
    'The specified method is not allowed against this resource.',
    {
      status: 405,
      members: { Method: method, ResourceType: ['SERVICE', 'BUCKET'][depth] ?? 'OBJECT' },
    },
  );
}

function unknownOperation(request: WireRequest): ConstructorParameters<typeof AwsError> {
  const what = headerOf(request, 'x-amz-target') ?? `${request.method} ${request.path}`;
  const message = `the local cloud knows no operation '${what}'`;
  return ['UnknownOperationException', message, { status: 404 }];
}

/** True where neither target nor path names a service, and where DynamoDB has no such operation. */
function isNameless(request: WireRequest): boolean {
  const target = headerOf(request, 'x-amz-target');
  if (isForm(request) || request.path !== '/') return false;
  return target === undefined || !target.includes('.') || target.startsWith('DynamoDB');
}

/** True for the path of a queue's URL. */
export function isQueuePath(path: string): boolean {
  return /^\/\d{12}\/[A-Za-z0-9_-]{1,80}(\.fifo)?\/?$/.test(path);
}

/** True where an operation is about the queue of a URL. */
function hasQueueUrl({ input }: Operation): boolean {
  return (
    input.isStructSchema() && [...input.structIterator()].some(([name]) => name === 'QueueUrl')
  );
}

function bySpecificity(a: Operation, b: Operation): number {
  return (
    b.http!.literals.length - a.http!.literals.length ||
    b.http!.weight - a.http!.weight ||
    required(b) - required(a)
  );
}

function required(operation: Operation): number {
  return operation.input.isStructSchema()
    ? Number((operation.input.getSchema() as unknown[])[6] ?? 0)
    : 0;
}

/** An operation with what a request must have to be one of its calls. */
interface Candidate {
  readonly operation: Operation;
  readonly http: NonNullable<Operation['http']>;
  /** S3 tells operations on one path apart by required query parameters and headers. */
  readonly queries: readonly string[];
  readonly headers: readonly string[];
}

function groupByMethod(operations: readonly Operation[]): Map<string, Candidate[]> {
  const groups = new Map<string, Candidate[]>();
  for (const operation of operations) {
    const { method } = operation.http!;
    groups.set(method, [...(groups.get(method) ?? []), candidateOf(operation)]);
  }
  return groups;
}

function candidateOf(operation: Operation): Candidate {
  const { model, input, http } = operation;
  const raw = input.getSchema() as unknown[];
  const names = input.isStructSchema() ? (raw[4] as string[]).slice(0, Number(raw[6] ?? 0)) : [];
  const demanded = model.name === 's3' && input.isStructSchema() ? [...input.structIterator()] : [];
  const traits = demanded
    .filter(([name]) => names.includes(name))
    .map(([, member]) => member.getMergedTraits() as { httpQuery?: string; httpHeader?: string });
  return {
    operation,
    http: http!,
    queries: traits.flatMap(({ httpQuery }) => httpQuery ?? []),
    headers: traits.flatMap(({ httpHeader }) => httpHeader?.toLowerCase() ?? []),
  };
}

function answers({ http, queries, headers }: Candidate, request: WireRequest): boolean {
  const { query } = request;
  return (
    http.literals.every(
      ([name, value]) => query.has(name) && (value === '' || query.get(name) === value),
    ) &&
    http.path.test(request.path) &&
    queries.every((name) => query.has(name)) &&
    headers.every((name) => request.headers[name] !== undefined)
  );
}

const SCOPES: Readonly<Record<string, string>> = {
  s3: 's3',
  lambda: 'lambda',
  scheduler: 'scheduler',
  sagemaker: 'sagemaker-runtime',
};

function signingScope(request: WireRequest): string | undefined {
  const credential =
    /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headerOf(request, 'authorization') ?? '')?.[1] ??
    request.query.get('X-Amz-Credential')?.split('/')[3];
  return credential === undefined ? undefined : (SCOPES[credential] ?? credential);
}

/** Unsigned REST requests can only be S3's. */
function serves(model: ServiceModel, scope: string | undefined): boolean {
  return model.name === (scope ?? 's3');
}

import type { Cloud, RawExchange, RawRoute } from '../../../kernel/index.ts';
import type { Environment, StreamedAnswer } from './environment.ts';
import { poolOf } from './pool.ts';

/**
 * The Lambda Runtime API, one path per environment. Source: Lambda developer guide, runtimes-api.
 */
export const runtimeRoute: RawRoute = {
  prefix: '/_lambda-runtime/',
  signed: false,
  handle: async (exchange) => {
    const [id = '', , , ...path] = exchange.rest.split('/');
    const environment = poolOf(exchange.cloud).get(id);
    if (!environment) return end(exchange, 410);
    if (path.join('/') === 'invocation/next') return next(environment, exchange);
    if (path.join('/') === 'init/error') {
      environment.failInit(exchange.body.toString('utf8'));
      return end(exchange, 202);
    }
    const [, requestId = '', outcome] = path;
    const payload = exchange.body.toString('utf8');
    environment.answer(
      requestId,
      outcome === 'error'
        ? { payload, functionError: 'Unhandled' }
        : { payload, streamed: streamedIn(exchange) },
    );
    end(exchange, 202);
  },
};

/** The answer's bytes, where the function says that it streams. */
function streamedIn({ request, body }: RawExchange): StreamedAnswer | undefined {
  const { headers } = request;
  if (headers['lambda-runtime-function-response-mode'] !== 'streaming') return undefined;
  return { contentType: headers['content-type'] ?? 'application/octet-stream', body };
}

function next(environment: Environment, { cloud, response }: RawExchange): void {
  environment.next((invocation) => {
    response.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': invocation.requestId,
      'lambda-runtime-deadline-ms': String(invocation.deadline),
      'lambda-runtime-invoked-function-arn': invocation.arn,
      'lambda-runtime-trace-id': invocation.trace,
      ...(invocation.clientContext
        ? { 'lambda-runtime-client-context': invocation.clientContext }
        : {}),
      ...timeIn(cloud),
    });
    response.end(invocation.payload);
  });
}

function end({ response }: RawExchange, status: number): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end('{"status":"OK"}');
}

/** What time it is, where it is not the one that this machine shows. */
function timeIn({ world }: Cloud): Readonly<Record<string, string>> {
  if (world.isTime) return {};
  return {
    'lambda-runtime-clock': world.mode,
    'lambda-runtime-virtual-now': String(world.now()),
  };
}

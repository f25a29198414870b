/**
 * Runs a function's code in a process of its own: the loop of the Lambda Runtime API.
 * It knows nothing of the local cloud but that API and the headers with the time that it shows.
 */
import http from 'node:http';
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ResponseStream, awslambda, isStreaming } from './response-stream.ts';

/** A function's code, as Node.js runtimes call it. */
type Handler = (event: unknown, context: unknown, callback?: Callback) => unknown;

type Callback = (error: unknown, result: unknown) => void;

interface Reply {
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

const [address = '', ...prefix] = (process.env.AWS_LAMBDA_RUNTIME_API ?? '').split('/');
const [host, port] = address.split(':');
const base = `/${[...prefix, '2018-06-01', 'runtime'].join('/')}`;
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const RealDate = Date;
/** Kept as it is: tracing libraries replace the module's own. */
const send = http.request;
const writeOut = process.stdout.write.bind(process.stdout) as (text: string) => boolean;
const writeError = process.stderr.write.bind(process.stderr) as (text: string) => boolean;

function call(
  method: string,
  path: string,
  body?: string | Buffer,
  headers: Record<string, string> = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = send(
      { host, port, method, path: `${base}${path}`, agent, headers },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ headers: response.headers, body: Buffer.concat(chunks).toString('utf8') }),
        );
        response.on('error', reject);
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

/**
 * An invocation sees the time of the cloud: on a virtual clock one moment, on a real one that was
 * started at another time one that goes on.
 */
function showTime(now: number, runs: boolean): void {
  const received = RealDate.now();
  const time = () => (runs ? now + RealDate.now() - received : now);
  class VirtualDate extends RealDate {
    constructor(...values: unknown[]) {
      if (values.length === 0) super(time());
      else super(...(values as [number]));
    }

    static override now(): number {
      return time();
    }
  }
  globalThis.Date = VirtualDate as DateConstructor;
}

async function load(): Promise<Handler> {
  const [file = '', name = ''] = (process.env._HANDLER ?? '').split('.');
  const path = join(process.env.LAMBDA_TASK_ROOT ?? '.', file);
  const source = ['.js', '.mjs', '.cjs'].map((extension) => path + extension).find(existsSync);
  if (!source)
    throw Object.assign(new TypeError(`Error: Cannot find module '${file}'`), {
      name: 'Runtime.ImportModuleError',
    });
  const loaded = source.endsWith('.mjs')
    ? ((await import(pathToFileURL(source).href)) as Record<string, Handler>)
    : (createRequire(path)(source) as Record<string, Handler>);
  const handler = loaded[name];
  if (!handler)
    throw Object.assign(new TypeError(`${file}.${name} is undefined or not exported`), {
      name: 'Runtime.HandlerNotFound',
    });
  return handler;
}

function describe(error: unknown): string {
  const { name, message, stack } = error instanceof Error ? error : new TypeError(String(error));
  return JSON.stringify({
    errorType: name,
    errorMessage: message,
    trace: String(stack).split('\n'),
  });
}

function parsed(header: string | string[] | undefined): unknown {
  return typeof header === 'string' ? JSON.parse(header) : undefined;
}

function contextOf({ headers }: Reply): object {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  return {
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    callbackWaitsForEmptyEventLoop: true,
    clientContext: parsed(headers['lambda-runtime-client-context']),
    getRemainingTimeInMillis: () => deadline - RealDate.now(),
  };
}

/** Older handlers answer by a callback. */
function handled(handler: Handler, event: unknown, context: object): unknown {
  if (handler.length < 3) return handler(event, context);
  return new Promise((resolve, reject) => {
    const answer = handler(event, context, (error: unknown, result: unknown) =>
      error ? reject(error) : resolve(result),
    );
    if (answer instanceof Promise) answer.then(resolve, reject);
  });
}

/** The body of an answer, and the headers by which the Runtime API tells a stream. */
async function answerOf(handler: Handler, event: unknown, context: object) {
  if (!isStreaming(handler)) {
    const result = await handled(handler, event, context);
    return { body: JSON.stringify(result === undefined ? null : result) };
  }
  const stream = new ResponseStream();
  await handler(event, stream, context);
  const body = await stream.content();
  const headers = {
    'lambda-runtime-function-response-mode': 'streaming',
    'content-type': stream.contentType,
  };
  return { body, headers };
}

/** Says where the output of an invocation ends, before its answer is sent. */
function mark(id: string): void {
  writeOut(`\0done ${id}\n`);
  writeError(`\0done ${id}\n`);
}

async function serveOne(handler: Handler): Promise<void> {
  const next = await call('GET', '/invocation/next');
  const id = String(next.headers['lambda-runtime-aws-request-id']);
  const trace = next.headers['lambda-runtime-trace-id'];
  if (trace) process.env._X_AMZN_TRACE_ID = String(trace);
  const now = Number(next.headers['lambda-runtime-virtual-now']);
  if (now > 0) showTime(now, next.headers['lambda-runtime-clock'] === 'real');
  try {
    const { body, headers } = await answerOf(handler, JSON.parse(next.body), contextOf(next));
    mark(id);
    await call('POST', `/invocation/${id}/response`, body, headers);
  } catch (error) {
    console.error(describe(error));
    mark(id);
    await call('POST', `/invocation/${id}/error`, describe(error), {
      'lambda-runtime-function-error-type': 'Unhandled',
    });
  }
}

async function main(): Promise<void> {
  Object.assign(globalThis, { awslambda });
  let handler: Handler;
  try {
    handler = await load();
  } catch (error) {
    console.error(error);
    await call('POST', '/init/error', describe(error), {
      'lambda-runtime-function-error-type': 'Runtime.InitError',
    });
    process.exit(1);
  }
  for (;;) await serveOne(handler);
}

// The cloud is gone: so is the environment.
main().catch(() => process.exit(1));

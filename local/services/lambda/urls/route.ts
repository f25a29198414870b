import { AwsError } from '../../../errors.ts';
import type {
  Cloud,
  PolicyStatement,
  Principal,
  RawExchange,
  RawRoute,
} from '../../../kernel/index.ts';
import type { StreamedAnswer } from '../environments/environment.ts';
import { HTTP_RESPONSE } from '../environments/response-stream.ts';
import { functionNamed } from '../functions.ts';
import { invokeFunction } from '../invoke.ts';
import { functionPermission, policyOf } from '../permissions.ts';
import { urlCorsHeaders } from './cors.ts';
import { urlEvent } from './event.ts';
import type { UrlRow } from './urls.ts';

/** What a function may answer to a URL request. */
interface UrlAnswer {
  readonly statusCode?: number | string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  /** Other things than text are written as JSON. */
  readonly body?: unknown;
  readonly isBase64Encoded?: boolean;
}

const FORBIDDEN =
  'Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html';

/**
 * Function URLs. With AWS_IAM the caller needs lambda:InvokeFunctionUrl and lambda:InvokeFunction;
 * with NONE the function's policy has to let everybody in.
 */
export const urlRoute: RawRoute = {
  prefix: '/_lambda-url/',
  signed: true,
  handle: async (exchange) => {
    const { cloud, rest, request } = exchange;
    const id = rest.split(/[/?]/)[0] ?? '';
    const row = cloud.db.get<UrlRow>('SELECT * FROM lambda_urls WHERE id = ?', id);
    if (!row) return answer(exchange, 404, { Message: 'Not Found' });
    for (const [name, value] of Object.entries(urlCorsHeaders(row, request)))
      exchange.response.setHeader(name, value);
    if (row.cors && request.method === 'OPTIONS') return end(exchange, 200);
    const principal = row.auth === 'AWS_IAM' ? exchange.principal : undefined;
    try {
      authorize(row, principal, cloud);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return answer(exchange, 403, {
        Message: row.auth === 'AWS_IAM' ? `Forbidden. ${error.message}` : FORBIDDEN,
      });
    }
    await run(exchange, row, urlEvent(exchange, id, principal));
  },
};

async function run(exchange: RawExchange, row: UrlRow, event: object): Promise<void> {
  const { cloud, request } = exchange;
  const fn = functionNamed(row.function, cloud, row.qualifier || undefined);
  const trace = request.headers['x-amzn-trace-id'];
  try {
    const result = await invokeFunction(fn, JSON.stringify(event), cloud, {
      trace: typeof trace === 'string' ? trace : undefined,
    });
    if (result.functionError) return answer(exchange, 502, 'Internal Server Error');
    if (result.streamed) sendStreamed(exchange, result.streamed);
    else send(exchange, JSON.parse(result.payload) as unknown);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    answer(exchange, error.status ?? 500, { Message: error.message });
  }
}

function authorize(row: UrlRow, principal: Principal | undefined, cloud: Cloud): void {
  const name = { FunctionName: row.function, Qualifier: row.qualifier || undefined };
  if (row.auth === 'NONE') {
    const statements = [policyOf(row.function, cloud, name.Qualifier)?.Statement ?? []].flat();
    if (statements.some(letsEverybodyIn)) return;
    throw new AwsError('AccessDeniedException', FORBIDDEN, { status: 403 });
  }
  if (!principal)
    throw new AwsError('MissingAuthenticationToken', 'Missing Authentication Token', {
      status: 403,
    });
  const context = { 'lambda:FunctionUrlAuthType': 'AWS_IAM' };
  cloud.authorize(principal, functionPermission('InvokeFunctionUrl', name, cloud, context));
  const via = { 'lambda:InvokedViaFunctionUrl': 'true' };
  cloud.authorize(principal, functionPermission('InvokeFunction', name, cloud, via));
}

function letsEverybodyIn({ Effect, Principal: who, Action, Condition }: PolicyStatement): boolean {
  const everybody =
    who === '*' || (typeof who === 'object' && [who.AWS ?? []].flat().includes('*'));
  const type = Condition?.StringEquals?.['lambda:FunctionUrlAuthType'] ?? 'NONE';
  return (
    Effect === 'Allow' &&
    everybody &&
    type === 'NONE' &&
    [Action ?? []].flat().some((name) => /^(lambda:InvokeFunctionUrl|lambda:\*|\*)$/.test(name))
  );
}

/** What has a status code is an HTTP answer; everything else is the body of one. */
function send(exchange: RawExchange, result: unknown): void {
  const shaped =
    typeof result === 'object' && result !== null && 'statusCode' in result
      ? (result as UrlAnswer)
      : undefined;
  if (!shaped) return answer(exchange, 200, result);
  const text = typeof shaped.body === 'string' ? shaped.body : JSON.stringify(shaped.body ?? '');
  const encoding = shaped.isBase64Encoded ? 'base64' : 'utf8';
  const body = Buffer.from(shaped.body === undefined ? '' : text, encoding);
  const headers: Record<string, string | number | string[]> = {
    'content-type': 'application/json',
    ...lowerCase(shaped.headers ?? {}),
    'content-length': body.length,
  };
  if (shaped.cookies) headers['set-cookie'] = [...shaped.cookies];
  exchange.response.writeHead(Number(shaped.statusCode ?? 200), headers);
  exchange.response.end(body);
}

/** What was streamed may begin with the status and the headers of its answer. */
function sendStreamed(exchange: RawExchange, { contentType, body }: StreamedAnswer): void {
  const end = body.indexOf(Buffer.alloc(8));
  if (contentType !== HTTP_RESPONSE || end < 0) {
    exchange.response.writeHead(200, { 'content-type': contentType });
    exchange.response.end(body);
    return;
  }
  const { statusCode = 200, headers = {}, cookies } = readPrelude(body.subarray(0, end));
  const shown: Record<string, string | string[]> = {
    'content-type': 'application/octet-stream',
    ...lowerCase(headers),
  };
  if (cookies) shown['set-cookie'] = [...cookies];
  exchange.response.writeHead(Number(statusCode), shown);
  exchange.response.end(body.subarray(end + 8));
}

function readPrelude(bytes: Buffer): UrlAnswer {
  return JSON.parse(bytes.toString('utf8')) as UrlAnswer;
}

function lowerCase(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}

/** Texts go out as they are, everything else as JSON. */
function answer({ response }: RawExchange, status: number, body: unknown): void {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': bytes.length,
  });
  response.end(bytes);
}

function end({ response }: RawExchange, status: number): void {
  response.writeHead(status);
  response.end();
}

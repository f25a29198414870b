import { AwsError } from '../../errors.ts';
import type { Cloud, Principal, RawExchange, RawRoute } from '../../kernel/index.ts';
import { functionNamed, functionPermission } from './functions.ts';
import { invokeFunction } from './invoke.ts';

/** A row of the function URLs' table. */
export interface UrlRow {
  readonly id: string;
  readonly function: string;
  readonly auth: string;
}

/**
 * The address of a function URL: a path of our own port, for a laptop has no names below `on.aws`.
 */
export function urlAddress(id: string, cloud: Cloud): string {
  return `${cloud.endpoint}/_lambda-url/${id}/`;
}

/** What a function may answer to a URL request. */
interface UrlAnswer {
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

/**
 * Function URLs. With AWS_IAM the caller needs lambda:InvokeFunctionUrl and lambda:InvokeFunction.
 */
export const urlRoute: RawRoute = {
  prefix: '/_lambda-url/',
  signed: true,
  handle: async (exchange) => {
    const { cloud, rest, principal } = exchange;
    const id = rest.split(/[/?]/)[0] ?? '';
    const row = cloud.db.get<UrlRow>('SELECT * FROM lambda_urls WHERE id = ?', id);
    if (!row) return answer(exchange, 404, { Message: 'Not Found' });
    try {
      if (row.auth === 'AWS_IAM') authorize(row, principal, cloud);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return answer(exchange, 403, { Message: `Forbidden. ${error.message}` });
    }
    const fn = functionNamed(row.function, cloud);
    const result = await invokeFunction(
      fn,
      JSON.stringify(urlEvent(exchange, id, principal)),
      cloud,
    );
    if (result.functionError) return answer(exchange, 502, { Message: 'Internal Server Error' });
    send(exchange, JSON.parse(result.payload) as unknown);
  },
};

function authorize(row: UrlRow, principal: Principal | undefined, cloud: Cloud): void {
  if (!principal)
    throw new AwsError('MissingAuthenticationToken', 'Missing Authentication Token', {
      status: 403,
    });
  cloud.authorize(
    principal,
    functionPermission('InvokeFunctionUrl', row.function, cloud, {
      'lambda:FunctionUrlAuthType': 'AWS_IAM',
    }),
  );
  cloud.authorize(
    principal,
    functionPermission('InvokeFunction', row.function, cloud, {
      'lambda:InvokedViaFunctionUrl': 'true',
    }),
  );
}

/** The event of payload format 2.0. Source: Lambda developer guide, urls-invocation. */
function urlEvent(
  { request, rest, body, cloud }: RawExchange,
  id: string,
  principal: Principal | undefined,
): object {
  const url = new URL(rest.slice(id.length) || '/', 'http://function');
  const now = cloud.world.now();
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    ),
    queryStringParameters: Object.fromEntries(url.searchParams),
    requestContext: {
      accountId: cloud.accountId,
      apiId: id,
      domainName: request.headers.host,
      domainPrefix: id,
      requestId: cloud.world.uuid(),
      routeKey: '$default',
      stage: '$default',
      time: new Date(now).toISOString(),
      timeEpoch: now,
      http: {
        method: request.method,
        path: url.pathname,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: request.headers['user-agent'] ?? '',
      },
      ...(principal ? { authorizer: { iam: identity(principal) } } : {}),
    },
    body: body.length > 0 ? body.toString('utf8') : undefined,
    isBase64Encoded: false,
  };
}

function identity(principal: Principal): object {
  return {
    accountId: principal.accountId,
    userArn: principal.arn,
    callerId: principal.arn,
    userId: principal.arn,
    accessKey: 'ASIA',
    cognitoIdentity: null,
    principalOrgId: null,
  };
}

function send(exchange: RawExchange, result: unknown): void {
  const shaped =
    typeof result === 'object' && result !== null && 'statusCode' in result
      ? (result as UrlAnswer)
      : undefined;
  if (!shaped) return answer(exchange, 200, result);
  const body = Buffer.from(shaped.body ?? '', shaped.isBase64Encoded ? 'base64' : 'utf8');
  exchange.response.writeHead(shaped.statusCode ?? 200, {
    'content-type': 'application/json',
    ...shaped.headers,
    'content-length': body.length,
  });
  exchange.response.end(body);
}

function answer({ response }: RawExchange, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

import type { Principal, RawExchange } from '../../../kernel/index.ts';

/** Media types whose bodies reach a function as they are; others come in base64. */
const TEXT =
  /^(text\/|application\/(json|javascript|xml|x-www-form-urlencoded|[\w.]+\+(json|xml)))/;

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/** The event of payload format 2.0. Source: Lambda developer guide, urls-invocation. */
export function urlEvent(
  { request, rest, body, cloud }: RawExchange,
  id: string,
  principal: Principal | undefined,
): object {
  const [path = '', query = ''] = splitOnce(rest.slice(id.length), '?');
  const parameters = new URLSearchParams(query);
  const cookies = request.headers.cookie?.split('; ');
  const encoded = body.length > 0 && !TEXT.test(request.headers['content-type'] ?? 'text/plain');
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path || '/',
    rawQueryString: query,
    ...(cookies ? { cookies } : {}),
    headers: headersOf(request.headers),
    ...(query === '' ? {} : { queryStringParameters: joined(parameters) }),
    requestContext: requestContext({ request, cloud }, path || '/', id, principal),
    ...(body.length > 0 ? { body: body.toString(encoded ? 'base64' : 'utf8') } : {}),
    isBase64Encoded: encoded,
  };
}

function requestContext(
  { request, cloud }: Pick<RawExchange, 'request' | 'cloud'>,
  path: string,
  id: string,
  principal: Principal | undefined,
): object {
  const now = cloud.world.now();
  return {
    accountId: principal ? principal.accountId : 'anonymous',
    apiId: id,
    ...(principal ? { authorizer: { iam: identity(principal) } } : {}),
    domainName: request.headers.host ?? '',
    domainPrefix: id,
    http: {
      method: request.method ?? 'GET',
      path,
      protocol: 'HTTP/1.1',
      sourceIp: '127.0.0.1',
      userAgent: request.headers['user-agent'] ?? '',
    },
    requestId: cloud.world.uuid(),
    routeKey: '$default',
    stage: '$default',
    time: commonLogTime(new Date(now)),
    timeEpoch: now,
  };
}

function headersOf(headers: RawExchange['request']['headers']): Readonly<Record<string, string>> {
  const own = Object.entries(headers)
    .filter(([name]) => name !== 'cookie')
    .map(([name, value]) => [name, String(value)]);
  return {
    ...(Object.fromEntries(own) as Record<string, string>),
    'x-forwarded-for': '127.0.0.1',
    'x-forwarded-port': '443',
    'x-forwarded-proto': 'https',
  };
}

function identity(principal: Principal): object {
  return {
    accessKey: 'ASIA',
    accountId: principal.accountId,
    callerId: principal.arn,
    cognitoIdentity: null,
    principalOrgId: null,
    userArn: principal.arn,
    userId: principal.arn,
  };
}

/** Values of one parameter are joined by commas. */
function joined(parameters: URLSearchParams): Readonly<Record<string, string>> {
  const names = [...new Set(parameters.keys())];
  return Object.fromEntries(names.map((name) => [name, parameters.getAll(name).join(',')]));
}

function splitOnce(text: string, by: string): readonly string[] {
  const at = text.indexOf(by);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** Such as `12/Mar/2020:19:03:58 +0000`. */
function commonLogTime(date: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const month = MONTHS.slice(date.getUTCMonth() * 3, date.getUTCMonth() * 3 + 3);
  const clock = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':');
  return `${two(date.getUTCDate())}/${month}/${date.getUTCFullYear()}:${clock} +0000`;
}

import { createHmac, timingSafeEqual } from 'node:crypto';
import { AwsError } from '../errors.ts';
import { IdentityFault } from './identity-fault.ts';
import { asUtf8 } from './sigv4.ts';
import type { SignedRequest } from './sigv4.ts';

/** What a signature of the older form claims, in a header or in a presigned URL. */
export interface OlderClaim {
  readonly accessKeyId: string;
  readonly signature: string;
  /** The line of the signed text that tells the time. */
  readonly time: string;
  /** Seconds since 1970 until which a presigned URL holds. @default - it is a header */
  readonly expires: number | undefined;
  readonly sessionToken: string | undefined;
}

/** Query parameters that name a part of a resource and so are signed. */
const SUBRESOURCES = new Set([
  ...[
    'accelerate',
    'acl',
    'cors',
    'defaultObjectAcl',
    'delete',
    'lifecycle',
    'location',
    'logging',
  ],
  ...['notification', 'partNumber', 'policy', 'replication', 'requestPayment', 'restore', 'select'],
  ...[
    'tagging',
    'torrent',
    'uploadId',
    'uploads',
    'versionId',
    'versioning',
    'versions',
    'website',
    ...['analytics', 'inventory', 'metrics', 'object-lock', 'select-type', 'storageClass'],
  ],
  ...['response-cache-control', 'response-content-disposition', 'response-content-encoding'],
  ...['response-content-language', 'response-content-type', 'response-expires'],
]);

/** Reads a presigned URL of Signature Version 2, which SDKs still make for us-east-1. */
export function readQueryClaim(request: SignedRequest): OlderClaim | undefined {
  const query = queryOf(request);
  const accessKeyId = query.get('AWSAccessKeyId');
  const signature = query.get('Signature');
  if (!accessKeyId || !signature) return undefined;
  return {
    accessKeyId,
    signature,
    time: query.get('Expires') ?? '',
    expires: Number(query.get('Expires')),
    sessionToken: query.get('x-amz-security-token') ?? undefined,
  };
}

/**
 * Reads `Authorization: AWS <access key>:<signature>`; undefined where the header is another. The
 * words are S3's.
 */
export function readHeaderClaim(request: SignedRequest): OlderClaim | undefined {
  const authorization = headerOf(request, 'authorization');
  if (!authorization.startsWith('AWS ')) return undefined;
  const [, accessKeyId, signature] = /^AWS ([^:\s]+):(\S+)$/.exec(authorization) ?? [];
  if (accessKeyId === undefined || signature === undefined) {
    const told = 'AWS authorization header is invalid.  Expected AwsAccessKeyId:signature';
    const members = { ArgumentName: 'Authorization', ArgumentValue: authorization };
    throw new AwsError('InvalidArgument', told, { status: 400, members });
  }
  return {
    accessKeyId,
    signature,
    time: request.headers['x-amz-date'] === undefined ? headerOf(request, 'date') : '',
    expires: undefined,
    sessionToken: headerOf(request, 'x-amz-security-token') || undefined,
  };
}

/** When a header was signed. Throws AccessDenied for what is no time since 1970. */
export function signingTime(request: SignedRequest): number {
  const named = request.headers['x-amz-date'] === undefined ? 'date' : 'x-amz-date';
  const time = Date.parse(headerOf(request, named));
  if (time >= 0) return time;
  const told = 'AWS authentication requires a valid Date or x-amz-date header';
  throw new AwsError('AccessDenied', told, { status: 403 });
}

/** Throws an IdentityFault. Source: S3 user guide, signing and authenticating REST requests. */
export function verifyOlderClaim(request: SignedRequest, claim: OlderClaim, secret: string): void {
  const given = Buffer.from(claim.signature, 'base64');
  const fits = resourcesOf(request).some((resource) => {
    const text = textToSign(request, claim) + resource;
    const expected = createHmac('sha1', secret).update(text).digest();
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!fits) throw new IdentityFault('bad-signature');
}

/** The signed text up to its resource. */
function textToSign(request: SignedRequest, { time }: OlderClaim): string {
  const query = queryOf(request);
  const amz = new Map<string, string>();
  for (const [name, value] of Object.entries(request.headers))
    if (name.startsWith('x-amz-')) amz.set(name, asUtf8(String(value)));
  for (const [name, value] of query)
    if (name.toLowerCase().startsWith('x-amz-')) amz.set(name.toLowerCase(), value);
  const names = [...amz.keys()].sort();
  const canonical = names.map((name) => `${name}:${amz.get(name)!.trim()}\n`).join('');
  return [
    request.method,
    headerOf(request, 'content-md5'),
    headerOf(request, 'content-type'),
    time,
    canonical,
  ].join('\n');
}

/** A bucket alone is signed with a slash behind it, as it is where its name stands in the host. */
function resourcesOf(request: SignedRequest): readonly string[] {
  const path = request.url.split('?')[0] ?? '';
  const query = signedQuery(queryOf(request));
  return /^\/[^/]+$/.test(path) ? [path + query, `${path}/${query}`] : [path + query];
}

function signedQuery(query: URLSearchParams): string {
  const parts = [...query]
    .filter(([name]) => SUBRESOURCES.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`));
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

function headerOf({ headers }: SignedRequest, name: string): string {
  return String(headers[name] ?? '');
}

function queryOf({ url }: SignedRequest): URLSearchParams {
  const at = url.indexOf('?');
  return new URLSearchParams(at < 0 ? '' : url.slice(at + 1));
}

import { createHmac, timingSafeEqual } from 'node:crypto';
import { IdentityFault } from './identity-fault.ts';
import type { SignedRequest } from './sigv4.ts';

/** What a presigned URL of the older form claims. */
export interface QueryClaim {
  readonly accessKeyId: string;
  readonly signature: string;
  /** Seconds since 1970. */
  readonly expires: number;
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
  ],
  ...['response-cache-control', 'response-content-disposition', 'response-content-encoding'],
  ...['response-content-language', 'response-content-type', 'response-expires'],
]);

/** Reads a presigned URL of Signature Version 2, which SDKs still make for us-east-1. */
export function readQueryClaim(request: SignedRequest): QueryClaim | undefined {
  const query = queryOf(request);
  const accessKeyId = query.get('AWSAccessKeyId');
  const signature = query.get('Signature');
  if (!accessKeyId || !signature) return undefined;
  return {
    accessKeyId,
    signature,
    expires: Number(query.get('Expires')),
    sessionToken: query.get('x-amz-security-token') ?? undefined,
  };
}

/** Throws an IdentityFault. Source: S3 user guide, signing and authenticating REST requests. */
export function verifyQueryClaim(request: SignedRequest, claim: QueryClaim, secret: string): void {
  const expected = createHmac('sha1', secret).update(textToSign(request, claim)).digest();
  const given = Buffer.from(claim.signature, 'base64');
  if (given.length === expected.length && timingSafeEqual(given, expected)) return;
  throw new IdentityFault('bad-signature');
}

function textToSign(request: SignedRequest, { expires }: QueryClaim): string {
  const query = queryOf(request);
  const header = (name: string) => String(request.headers[name] ?? '');
  const amz = new Map<string, string>();
  for (const [name, value] of Object.entries(request.headers))
    if (name.startsWith('x-amz-')) amz.set(name, String(value));
  for (const [name, value] of query)
    if (name.toLowerCase().startsWith('x-amz-')) amz.set(name.toLowerCase(), value);
  const names = [...amz.keys()].sort();
  const canonical = names.map((name) => `${name}:${amz.get(name)!.trim()}\n`).join('');
  return [
    request.method,
    header('content-md5'),
    header('content-type'),
    expires,
    canonical + resourceOf(request, query),
  ].join('\n');
}

function resourceOf({ url }: SignedRequest, query: URLSearchParams): string {
  const parts = [...query]
    .filter(([name]) => SUBRESOURCES.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`));
  return (url.split('?')[0] ?? '') + (parts.length > 0 ? `?${parts.join('&')}` : '');
}

function queryOf({ url }: SignedRequest): URLSearchParams {
  const at = url.indexOf('?');
  return new URLSearchParams(at < 0 ? '' : url.slice(at + 1));
}

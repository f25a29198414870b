import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { IdentityFault } from './identity-fault.ts';
import { missingInHeader, missingInQuery } from './signature-parts.ts';

/** The parts of a request that a signature covers. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query, as they came. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** SHA-256 of the body in hex; not needed where the header `x-amz-content-sha256` says it. */
  readonly bodyHash: () => string;
}

/** What a signature claims, before it is checked. */
export interface SignatureClaim {
  readonly accessKeyId: string;
  /** `yyyymmdd` of the scope. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: string;
  readonly signature: string;
  readonly timestamp: string;
  readonly presigned: boolean;
  /** Seconds a presigned URL holds; undefined for headers. */
  readonly expires: number | undefined;
  readonly sessionToken: string | undefined;
}

/**
 * Reads the claim from the Authorization header or a presigned query; undefined when the request is
 * not signed.
 */
export function readClaim(request: SignedRequest): SignatureClaim | undefined {
  const authorization = header(request, 'authorization');
  if (header(request, 'x-amz-target') !== undefined) return readTargeted(request, authorization);
  if (authorization) return fromHeader(request, authorization);
  return request.url.includes('X-Amz-Signature=') ? fromQuery(request) : undefined;
}

/** Services of JSON bodies look for `X-Amz-Algorithm`, and tell of each part that is missing. */
function readTargeted(
  request: SignedRequest,
  authorization: string | undefined,
): SignatureClaim | undefined {
  const query = new Map(parseQuery(splitUrl(request.url)[1]));
  const isInQuery = query.has('X-Amz-Algorithm');
  if (authorization && isInQuery) throw new IdentityFault('signed-twice');
  if (isInQuery) {
    demandAll(missingInQuery(query));
    return fromQuery(request);
  }
  if (!authorization?.trim().startsWith('AWS4-')) return undefined;
  const timestamp = header(request, 'x-amz-date') ?? header(request, 'date');
  demandAll(missingInHeader(authorization, timestamp));
  return fromHeader(request, authorization);
}

function demandAll(missing: string | undefined): void {
  if (missing !== undefined) throw new IdentityFault('incomplete', missing);
}

/**
 * Throws an IdentityFault unless `secret` made the signature. Source: AWS general reference,
 * Signature Version 4.
 */
export function verifySignature(
  request: SignedRequest,
  claim: SignatureClaim,
  secret: string,
): void {
  const scope = `${claim.date}/${claim.region}/${claim.service}/aws4_request`;
  const canonical = sha256(canonicalRequest(request, claim));
  const toSign = ['AWS4-HMAC-SHA256', claim.timestamp, scope, canonical].join('\n');
  const expected = createHmac('sha256', signingKey(secret, claim)).update(toSign).digest('hex');
  const given = Buffer.from(claim.signature);
  if (given.length !== expected.length || !timingSafeEqual(given, Buffer.from(expected))) {
    throw new IdentityFault('bad-signature');
  }
}

/** Signs a text with the key of a scope, as the policies of forms are signed: hex. */
export function signText(
  text: string,
  scope: Pick<SignatureClaim, 'date' | 'region' | 'service'>,
  secret: string,
): string {
  return createHmac('sha256', signingKey(secret, scope)).update(text).digest('hex');
}

/** Seconds that a presigned address may hold. */
const WEEK = 604_800;

const signingKeys = new Map<string, Buffer>();

function signingKey(
  secret: string,
  claim: Pick<SignatureClaim, 'date' | 'region' | 'service'>,
): Buffer {
  const id = `${secret}|${claim.date}|${claim.region}|${claim.service}`;
  let key = signingKeys.get(id);
  if (!key) {
    key = [claim.date, claim.region, claim.service, 'aws4_request'].reduce<Buffer>(
      (parent, part) => createHmac('sha256', parent).update(part).digest(),
      Buffer.from(`AWS4${secret}`),
    );
    if (signingKeys.size > 5_000) signingKeys.clear();
    signingKeys.set(id, key);
  }
  return key;
}

function canonicalRequest(request: SignedRequest, claim: SignatureClaim): string {
  const [path, query] = splitUrl(request.url);
  const pairs = parseQuery(query).filter(
    ([name]) => !claim.presigned || name !== 'X-Amz-Signature',
  );
  const headers = claim.signedHeaders
    .split(';')
    .map(
      (name) =>
        `${name}:${asUtf8(header(request, name) ?? '')
          .trim()
          .replace(/\s+/g, ' ')}\n`,
    )
    .join('');
  const bodyHash =
    claim.presigned && claim.service === 's3' && !header(request, 'x-amz-content-sha256')
      ? 'UNSIGNED-PAYLOAD'
      : (header(request, 'x-amz-content-sha256') ?? request.bodyHash());
  return [
    request.method,
    canonicalPath(path, claim.service),
    canonicalQuery(pairs),
    headers,
    claim.signedHeaders,
    bodyHash,
  ].join('\n');
}

function canonicalPath(path: string, service: string): string {
  const parts = path.split('/');
  return (
    parts.map((part) => encode(service === 's3' ? decodeURIComponent(part) : part)).join('/') || '/'
  );
}

function canonicalQuery(pairs: readonly (readonly [string, string])[]): string {
  return pairs
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
}

function fromHeader(request: SignedRequest, authorization: string): SignatureClaim {
  const match = /Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=(\w+)/.exec(
    authorization,
  );
  const [accessKeyId, date, region, service] = match?.[1]?.split('/') ?? [];
  const timestamp = header(request, 'x-amz-date') ?? header(request, 'date');
  // Signers that read the service out of a host's name find none in 127.0.0.1: they sign for ''.
  if (!match || !accessKeyId || !date || !region || service === undefined || !timestamp) {
    throw new IdentityFault(
      'incomplete',
      `Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters and the header 'X-Amz-Date'. Authorization=${authorization.split(' ')[0]}`,
    );
  }
  return {
    accessKeyId,
    date,
    region,
    service,
    timestamp: asTimestamp(timestamp),
    signedHeaders: match[2]!,
    signature: match[3]!,
    presigned: false,
    expires: undefined,
    sessionToken: header(request, 'x-amz-security-token'),
  };
}

/** A header `Date` tells the time in its own way; what is signed is always `yyyymmddThhmmssZ`. */
function asTimestamp(text: string): string {
  const time = /^\d{8}T\d{6}Z$/.test(text) ? NaN : Date.parse(text);
  return Number.isNaN(time) ? text : new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');
}

function fromQuery(request: SignedRequest): SignatureClaim {
  const query = new Map(parseQuery(splitUrl(request.url)[1]));
  const [accessKeyId = '', date = '', region = '', service = ''] = (
    query.get('X-Amz-Credential') ?? ''
  ).split('/');
  return {
    accessKeyId,
    date,
    region,
    service,
    timestamp: query.get('X-Amz-Date') ?? '',
    signedHeaders: query.get('X-Amz-SignedHeaders') ?? 'host',
    signature: query.get('X-Amz-Signature') ?? '',
    presigned: true,
    expires: expiryOf(query.get('X-Amz-Expires') ?? '900'),
    sessionToken: query.get('X-Amz-Security-Token'),
  };
}

/** A presigned address holds a week at most. The words are S3's. */
function expiryOf(text: string): number {
  const seconds = Number(text);
  if (text === '' || Number.isNaN(seconds))
    throw new IdentityFault('bad-expiry', 'X-Amz-Expires should be a number');
  if (seconds < 0) throw new IdentityFault('bad-expiry', 'X-Amz-Expires must be non-negative');
  if (seconds > WEEK) {
    throw new IdentityFault(
      'bad-expiry',
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    );
  }
  return seconds;
}

function splitUrl(url: string): readonly [string, string] {
  const at = url.indexOf('?');
  return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)];
}

function parseQuery(query: string): [string, string][] {
  if (query === '') return [];
  return query.split('&').map((pair) => {
    const at = pair.indexOf('=');
    const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
    return [decode(name), decode(value)];
  });
}

function decode(text: string): string {
  return decodeURIComponent(text.replace(/\+/g, '%20'));
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function header(request: SignedRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}

/** Node.js reads the bytes of headers as Latin-1; clients sign them as UTF-8. */
export function asUtf8(value: string): string {
  return Buffer.from(value, 'latin1').toString('utf8');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

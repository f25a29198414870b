import type { IncomingMessage } from 'node:http';
import { AwsError } from '../errors.ts';

/** Hashes of a body that are none. Source: S3 API reference, authenticating requests. */
const NO_HASHES =
  /^(UNSIGNED-PAYLOAD|STREAMING-(UNSIGNED-PAYLOAD-TRAILER|AWS4-(HMAC-SHA256|ECDSA-P256-SHA256)-PAYLOAD(-TRAILER)?))$/;

/**
 * Refuses what S3 refuses before it looks at a signature: an address that cannot be read, a way of
 * signing that it does not have, two of them at once, and a header without its time or its hash.
 * Sources: S3 API reference, error responses and common request headers.
 */
export function checkS3Request({ url = '/', headers }: IncomingMessage): void {
  const [path = '', query = ''] = url.split(/\?(.*)/s);
  if (!isReadable(path)) throw new AwsError('InvalidURI', "Couldn't parse the specified URI.");
  const parameters = /(^|&)X-Amz-(Algorithm|Signature)=/.test(query)
    ? new URLSearchParams(query)
    : undefined;
  const { authorization } = headers;
  if (!authorization) {
    if (parameters) checkQuery(parameters, headers);
    return;
  }
  if (/(^|&)(X-Amz-Algorithm|Signature)=/.test(query)) {
    throw invalidArgument(
      'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
      'Authorization',
      authorization,
    );
  }
  if (authorization.startsWith('AWS ')) return;
  if (!/^AWS4-\S+/.test(authorization))
    throw invalidArgument('Unsupported Authorization Type', 'Authorization', authorization);
  if (headers['x-amz-date'] === undefined && headers.date === undefined) {
    const told = 'AWS authentication requires a valid Date or x-amz-date header';
    throw new AwsError('AccessDenied', told, { status: 403 });
  }
  checkHash(headers['x-amz-content-sha256']);
}

function checkHash(hash: string | string[] | undefined): void {
  const name = 'x-amz-content-sha256';
  if (hash === undefined)
    throw new AwsError('InvalidRequest', `Missing required header for this request: ${name}`);
  const text = String(hash);
  if (/^[0-9a-f]{64}$/i.test(text) || NO_HASHES.test(text)) return;
  throw invalidArgument(
    `${name} must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value.`,
    name,
    text,
  );
}

/** What a presigned address has to say. */
const PARAMETERS = ['Algorithm', 'Credential', 'Signature', 'Date', 'SignedHeaders', 'Expires'];

/** Headers of S3 that a presigned request may bring though its address does not name them. */
const UNSIGNED = new Set(['x-amz-content-sha256']);

function checkQuery(query: URLSearchParams, headers: IncomingMessage['headers']): void {
  if (PARAMETERS.some((name) => !query.get(`X-Amz-${name}`))) {
    throw queryError(
      'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
    );
  }
  if (query.get('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256')
    throw queryError('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"');
  if (!/^\d{8}T\d{6}Z$/.test(query.get('X-Amz-Date')!)) {
    throw queryError("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  }
  const signed = query.get('X-Amz-SignedHeaders')!.split(';');
  const more = Object.keys(headers).filter(
    (name) => name.startsWith('x-amz-') && !UNSIGNED.has(name) && !signed.includes(name),
  );
  if (more.length === 0) return;
  throw new AwsError(
    'AccessDenied',
    'There were headers present in the request which were not signed',
    { status: 403, members: { HeadersNotSigned: more.join(', ') } },
  );
}

function queryError(message: string): AwsError {
  return new AwsError('AuthorizationQueryParametersError', message);
}

function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function invalidArgument(message: string, ArgumentName: string, ArgumentValue: string): AwsError {
  return new AwsError('InvalidArgument', message, { members: { ArgumentName, ArgumentValue } });
}

import { randomBytes } from 'node:crypto';
import * as zlib from 'node:zlib';
import { headerOf } from './request.ts';
import type { WireRequest, WireResponse } from './request.ts';
import type { ServiceModel } from './service-model.ts';

/**
 * The front end that answers for DynamoDB and for what names no service at all: ids of 52
 * characters, checksums of answers, namespaces of errors. Source: answers of AWS that dynalite
 * records.
 */
const NAMESPACE = 'com.amazon.coral.service';
const VALIDATION = 'com.amazon.coral.validate';

/** Errors whose text is in `Message`. */
const CAPITAL = ['AccessDeniedException', 'SerializationException'];

const ID_CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUV';
const ID_LENGTH = 52;

/** Whether a service is behind this front end. */
export function isCoral({ name }: ServiceModel): boolean {
  return name === 'dynamodb' || name === 'dynamodbstreams';
}

/** A request id as this front end gives it. */
export function coralRequestId(): string {
  let id = '';
  for (const byte of randomBytes(ID_LENGTH)) id += ID_CHARACTERS[byte % ID_CHARACTERS.length];
  return id;
}

/** The body of an error of the front end itself, which may have no text. */
export function coralError(code: string, message: string): Readonly<Record<string, unknown>> {
  const __type = `${code === 'ValidationException' ? VALIDATION : NAMESPACE}#${code}`;
  if (message === '') return { __type };
  return CAPITAL.includes(code) ? { __type, Message: message } : { __type, message };
}

/** An answer with the headers that this front end adds: those of JSON in the type that was sent. */
export function coralAnswer(
  { status, headers, body }: WireResponse,
  request: Pick<WireRequest, 'headers'>,
): WireResponse {
  const isWhole = typeof body === 'string' || body instanceof Uint8Array;
  return {
    status,
    headers: {
      ...headers,
      'content-type': isNewer(request) ? 'application/x-amz-json-1.0' : 'application/json',
      ...(isWhole ? checksum(body) : {}),
      ...crossOrigin(request),
    },
    body,
  };
}

/** The answer to a request at the root that names no operation, by what it looks like. */
export function unroutable(request: WireRequest): WireResponse {
  const headers = { 'x-amzn-requestid': coralRequestId() };
  if (request.method === 'OPTIONS' && headerOf(request, 'origin') !== undefined)
    return { status: 200, headers: { ...headers, ...preflight(request) }, body: '' };
  if (request.method !== 'POST' || (request.body.length > 0 && !isJson(request))) {
    const body = '<UnknownOperationException/>\n';
    return { status: 404, headers: { ...headers, ...checksum(body) }, body };
  }
  const code = isParsable(request.body) ? 'UnknownOperationException' : 'SerializationException';
  const body = JSON.stringify(coralError(code, ''));
  return coralAnswer({ status: 400, headers, body }, request);
}

function preflight(request: WireRequest): Record<string, string> {
  const wanted = (what: string) => headerOf(request, `access-control-request-${what}`);
  const [names, method] = [wanted('headers'), wanted('method')];
  return {
    ...crossOrigin(request),
    ...(names === undefined ? {} : { 'access-control-allow-headers': names }),
    ...(method === undefined ? {} : { 'access-control-allow-methods': method }),
    'access-control-max-age': '172800',
  };
}

function crossOrigin(request: Pick<WireRequest, 'headers'>): Record<string, string> {
  return headerOf(request, 'origin') === undefined ? {} : { 'access-control-allow-origin': '*' };
}

/** Node.js has this CRC since 20.15. */
function checksum(body: string | Uint8Array): Record<string, string> {
  return 'crc32' in zlib ? { 'x-amz-crc32': String(zlib.crc32(body)) } : {};
}

function mediaType(request: Pick<WireRequest, 'headers'>): string {
  return (headerOf(request, 'content-type') ?? '').split(';')[0]!.trim();
}

function isNewer(request: Pick<WireRequest, 'headers'>): boolean {
  return mediaType(request) === 'application/x-amz-json-1.0';
}

function isJson(request: WireRequest): boolean {
  return isNewer(request) || mediaType(request) === 'application/json';
}

function isParsable(body: Buffer): boolean {
  if (body.length === 0) return true;
  try {
    JSON.parse(body.toString('utf8'));
    return true;
  } catch {
    return false;
  }
}

import type { IncomingMessage } from 'node:http';

/** An HTTP request as the wire sees it: the body read, unless the operation streams. */
export interface WireRequest {
  readonly method: string;
  /** Path as it came, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** An answer on its way out. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | AsyncIterable<Uint8Array>;
}

/** Takes a request apart; `body` is filled in later. */
export function wireRequest(message: IncomingMessage, body: Buffer): WireRequest {
  const url = message.url ?? '/';
  const at = url.indexOf('?');
  return {
    method: message.method ?? 'GET',
    path: at < 0 ? url : url.slice(0, at),
    query: new URLSearchParams(at < 0 ? '' : url.slice(at + 1)),
    headers: message.headers,
    body,
  };
}

/** The first value of a header. */
export function headerOf(request: Pick<WireRequest, 'headers'>, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** True for a body that is a form, as the query protocol sends it. */
export function isForm(request: Pick<WireRequest, 'headers'>): boolean {
  return (
    headerOf(request, 'content-type')?.startsWith('application/x-www-form-urlencoded') ?? false
  );
}

/** True for a header of Signature Version 2. */
export function isSignedOlder(request: Pick<WireRequest, 'headers'>): boolean {
  return headerOf(request, 'authorization')?.startsWith('AWS ') ?? false;
}

/** True for a request that was signed for S3, whatever it asks for. */
export function isMeantForS3(request: Pick<WireRequest, 'headers'>): boolean {
  const authorization = headerOf(request, 'authorization') ?? '';
  return isSignedOlder(request) || /Credential=[^,\s]+\/s3\/aws4_request/.test(authorization);
}

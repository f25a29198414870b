/** Sends a plain request; the answer looks like one of a common HTTP library for Python. */
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { PlainRequest } from './api.ts';
import type { Members } from './values.ts';

/** Keys of a caller. */
interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Sends a request, signed where it asks for that. */
export async function sendPlain(
  request: PlainRequest,
  credentials: Keys,
  region: string,
): Promise<Members> {
  const { method, url, body } = request;
  const headers = request.signFor ? await signed(request, credentials, region) : request.headers;
  const response = await fetch(url, {
    method,
    headers: { ...headers },
    redirect: 'follow',
    ...(body === undefined ? {} : { body: Buffer.from(body) }),
  });
  const text = await response.text();
  return {
    status_code: response.status,
    headers: Object.fromEntries(response.headers),
    text,
    content: text,
    ok: response.ok,
  };
}

async function signed(request: PlainRequest, credentials: Keys, region: string) {
  const { hostname, port, pathname, searchParams, host } = new URL(request.url);
  const signer = new SignatureV4({
    service: request.signFor ?? '',
    region,
    credentials,
    sha256: Sha256,
  });
  const { headers } = await signer.sign({
    method: request.method,
    protocol: 'http:',
    hostname,
    port: Number(port),
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: { ...request.headers, host },
    body: request.body,
  });
  return headers;
}

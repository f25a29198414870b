import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import type { TestCloud } from './cloud.ts';

/** Signs plain requests, for what no SDK sends. */
export class FormClient {
  constructor(
    private readonly settings: TestCloud['settings'],
    private readonly service: string,
  ) {}

  /** A signed GET. */
  public async get(address: string): Promise<{ readonly status: number; readonly text: string }> {
    const url = new URL(address);
    const signer = new SignatureV4({ ...this.settings, service: this.service, sha256: Sha256 });
    const signed = await signer.sign(
      new HttpRequest({
        method: 'GET',
        protocol: url.protocol,
        hostname: url.hostname,
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        headers: { host: url.host },
      }),
    );
    const response = await fetch(url, { headers: signed.headers });
    return { status: response.status, text: await response.text() };
  }
}

/** Sends JSON as it is to a service that is told by `X-Amz-Target`. */
export class TargetClient {
  constructor(
    private readonly settings: TestCloud['settings'],
    private readonly service: string,
    private readonly target: string,
  ) {}

  /** The answer of an operation. Throws what is not answered with 200. */
  public async call(operation: string, input: object): Promise<Record<string, unknown>> {
    const { status, body } = await this.post(operation, input);
    if (status === 200) return body;
    throw new Error(`${String(body.__type)}: ${String(body.message ?? body.Message)}`);
  }

  /** Status and body of an answer. */
  public async post(
    operation: string,
    input: object,
  ): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> {
    const url = new URL(this.settings.endpoint);
    const body = JSON.stringify(input);
    const signer = new SignatureV4({ ...this.settings, service: this.service, sha256: Sha256 });
    const headers = {
      host: url.host,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `${this.target}.${operation}`,
    };
    const signed = await signer.sign(
      new HttpRequest({ method: 'POST', hostname: url.hostname, path: '/', headers, body }),
    );
    const response = await fetch(url, { method: 'POST', headers: signed.headers, body });
    const text = await response.text();
    const parsed = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
    return { status: response.status, body: parsed };
  }
}

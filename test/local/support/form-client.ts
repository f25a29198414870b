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

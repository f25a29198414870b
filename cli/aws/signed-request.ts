import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { SSMClient } from '@aws-sdk/client-ssm';
import { CliError } from '../errors.ts';
import type { Connection } from './connection.ts';

/** POSTs JSON to a function URL, signed with the caller's credentials. Throws `Refused` with the answer's own words. */
export async function postSigned(connection: Connection, url: string, body: unknown): Promise<unknown> {
  const { protocol, hostname, port, pathname, host } = new URL(url);
  const signer = new SignatureV4({
    service: 'lambda', region: connection.region, sha256: Sha256, credentials: connection.settings.credentials ?? new SSMClient({}).config.credentials,
  });
  const text = JSON.stringify(body);
  const signed = await signer.sign({
    method: 'POST', protocol, hostname, port: port ? Number(port) : undefined, path: pathname, body: text,
    headers: { host, 'content-type': 'application/json' }, query: {},
  });
  const response = await fetch(url, { method: 'POST', body: text, headers: signed.headers });
  const answer = parse(await response.text());
  if (response.ok) return answer;
  const { message, Message, error } = answer as { message?: string; Message?: string; error?: string };
  throw new CliError('Refused', message ?? Message ?? error ?? `the answer was HTTP ${response.status}: ${JSON.stringify(answer)}`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return { message: text };
  }
}

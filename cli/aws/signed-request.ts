import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { SSMClient } from '@aws-sdk/client-ssm';
import { CliError } from '../errors.ts';
import type { Connection } from './connection.ts';

/** Rows that are shown of those that were refused. */
const SHOWN_ROWS = 10;

/** What our functions answer when they refuse, and Lambda itself. */
interface Refusal {
  readonly error?: string;
  readonly message?: string;
  readonly Message?: string;
  readonly refused?: readonly { readonly column: string; readonly message: string }[];
}

/** How a call failed. */
export interface Failure {
  /** What the function answers as `error`, where it does. */
  readonly code: string | undefined;
  /** The function refused; otherwise it broke. */
  readonly isRefusal: boolean;
}

/**
 * POSTs JSON to a function URL, signed with the caller's credentials.
 *
 * @param whenItFails what to type next when it fails or refuses
 * @throws CliError `Refused` with the answer's own words
 */
export async function postSigned(
  connection: Connection,
  url: string,
  body: unknown,
  whenItFails?: (failure: Failure) => string | undefined,
): Promise<unknown> {
  const text = JSON.stringify(body);
  const headers = await signedHeaders(connection, url, text);
  const response = await fetch(url, { method: 'POST', body: text, headers });
  const answer = parse(await response.text());
  if (response.ok) return answer;
  const otherwise = `the answer was HTTP ${response.status}: ${JSON.stringify(answer)}`;
  const refusal = answer as Refusal;
  const failure = { code: refusal.error, isRefusal: response.status < 500 };
  throw new CliError('Refused', whyNot(refusal) ?? otherwise, whenItFails?.(failure));
}

async function signedHeaders(
  connection: Connection,
  url: string,
  body: string,
): Promise<Record<string, string>> {
  const { protocol, hostname, port, pathname: path, host } = new URL(url);
  const signer = new SignatureV4({
    service: 'lambda',
    sha256: Sha256,
    region: /\.lambda-url\.([^.]+)\./.exec(hostname)?.[1] ?? connection.region,
    credentials: connection.settings.credentials ?? new SSMClient({}).config.credentials,
  });
  const { headers } = await signer.sign({
    method: 'POST',
    protocol,
    hostname,
    port: port ? Number(port) : undefined,
    path,
    body,
    query: {},
    headers: { host, 'content-type': 'application/json' },
  });
  return headers;
}

function whyNot({ message, Message, error, refused }: Refusal): string | undefined {
  const rows = [...new Set(refused?.map((row) => `${row.column}: ${row.message}`))];
  const shown = rows.slice(0, SHOWN_ROWS).join('; ');
  const more = rows.length > SHOWN_ROWS ? `; and ${rows.length - SHOWN_ROWS} more` : '';
  return message ?? Message ?? (error && shown !== '' ? `${error}: ${shown}${more}` : error);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return { message: text };
  }
}

/** The front end that answers for DynamoDB: what it says to requests that it cannot pass on. */
import { request as httpRequest } from 'node:http';
import { crc32 } from 'node:zlib';
import { createHash } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyCloud } from '../support/cloud.ts';
import type { TestCloud } from '../support/cloud.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await emptyCloud({ clock: 'real', startTime: undefined });
});
afterAll(() => cloud.stop());

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
}

const send = ({ method = 'POST', path = '/', headers = {}, body = '' }: Sent): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(cloud.settings.endpoint);
    const request = httpRequest({ hostname, port, method, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, text }),
      );
    });
    request.on('error', reject).end(body);
  });

const LIST = { 'x-amz-target': 'DynamoDB_20120810.ListTables' };
const NEWER = { 'content-type': 'application/x-amz-json-1.0' };
const JSON_TYPE = { 'content-type': 'application/json' };
const signed = (authorization: string, more = {}) => ({ ...LIST, authorization, ...more });
const error = (code: string, more = {}) => ({
  __type: `com.amazon.coral.service#${code}`,
  ...more,
});
const missing = error('MissingAuthenticationTokenException', {
  message: 'Request is missing Authentication Token',
});
const incomplete = (message: string) => error('IncompleteSignatureException', { message });

test.each<[string, Sent, object]>([
  ['no target', {}, error('UnknownOperationException')],
  [
    'a target of no service',
    { headers: { 'x-amz-target': 'a' } },
    error('UnknownOperationException'),
  ],
  [
    'an operation that DynamoDB does not have',
    { headers: { 'x-amz-target': 'DynamoDB_20120810.ListTable' } },
    error('UnknownOperationException'),
  ],
  ['JSON without a target', { headers: NEWER, body: '{}' }, error('UnknownOperationException')],
  ['what is no JSON', { headers: NEWER, body: 'hi' }, error('SerializationException')],
  [
    'what is no JSON, in a type with parameters',
    { headers: { 'content-type': ' application/json ; charset=a' }, body: 'hi' },
    error('SerializationException'),
  ],
  ['no authorization', { headers: LIST }, missing],
  ['an authorization of another kind', { headers: signed('AWS4') }, missing],
  ['a query without algorithm', { path: '/?X-Amz-Credential=a', headers: LIST }, missing],
  [
    'two signatures',
    { path: '/?X-Amz-Algorithm', headers: signed('X') },
    error('InvalidSignatureException', {
      message:
        "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
    }),
  ],
  [
    'an authorization without parts',
    { headers: signed('AWS4-') },
    incomplete(
      "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=AWS4-",
    ),
  ],
  [
    'an authorization that does not say what it covers',
    { headers: signed('AWS4- Signature=b, Credential=a', { date: 'a' }) },
    incomplete(
      "Authorization header requires 'SignedHeaders' parameter. Authorization=AWS4- Signature=b, Credential=a",
    ),
  ],
  [
    'a query that lacks a part',
    {
      path: '/?X-Amz-Algorithm=a&X-Amz-Credential=b&X-Amz-Signature=c&X-Amz-Date=d',
      headers: LIST,
    },
    incomplete(
      "AWS query-string parameters must include 'X-Amz-SignedHeaders'. Re-examine the query-string parameters.",
    ),
  ],
])('%s is refused with the checksum of what is said', async (_what, wrong, says) => {
  const { status, headers, text } = await send(wrong);
  expect({ status, says: JSON.parse(text) as unknown }).toEqual({ status: 400, says });
  expect(headers['x-amz-crc32']).toBe(String(crc32(text)));
  expect(headers['x-amzn-requestid']).toMatch(/^[0-9A-Z]{52}$/);
  const isNewer = wrong.headers === NEWER;
  expect(headers['content-type']).toBe(`application/${isNewer ? 'x-amz-json-1.0' : 'json'}`);
});

test.each<[string, Sent]>([
  ['another method', { method: 'PUT' }],
  ['a question of no page', { method: 'OPTIONS' }],
  ['a body of no type', { body: 'hi' }],
  ['a body of another type', { headers: { 'content-type': 'application/jsonasdf' }, body: 'hi' }],
])('%s is nothing that is known', async (_what, wrong) => {
  const { status, headers, text } = await send(wrong);
  expect({ status, text }).toEqual({ status: 404, text: '<UnknownOperationException/>\n' });
  expect(headers['x-amz-crc32']).toBe('3552371480');
});

test('pages of every origin may call', async () => {
  const origin = 'https://example.com';
  const { status, headers } = await send({
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-headers': 'a, b',
      'access-control-request-method': 'POST',
    },
  });
  expect({ status, headers }).toMatchObject({
    status: 200,
    headers: {
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'a, b',
      'access-control-allow-methods': 'POST',
      'access-control-max-age': '172800',
      'content-length': '0',
    },
  });
});

test.each([
  ['header', 'sign', 'dynamodb'],
  ['query', 'presign', 'dynamodb'],
  // As signers do that read the service out of a host's name, which is 127.0.0.1.
  ['header, for no service', 'sign', ''],
] as const)(
  'a list is answered in the type that was sent, signed in the %s',
  async (_where, way, service) => {
    const { host, hostname, port } = new URL(cloud.settings.endpoint);
    const signer = new SignatureV4({
      service,
      region: 'us-east-1',
      sha256: Sha256,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const body = '{}';
    const plain = { host, origin: 'a', ...LIST, ...JSON_TYPE };
    const hash = createHash('sha256').update(body).digest('hex');
    const bare = {
      method: 'POST',
      protocol: 'http:',
      hostname,
      port: Number(port),
      path: '/',
      body,
    };
    const whole =
      way === 'sign'
        ? await signer.sign({ ...bare, headers: plain })
        : await signer.presign(
            { ...bare, headers: { ...plain, 'x-amz-content-sha256': hash } },
            { unhoistableHeaders: new Set(['x-amz-content-sha256', 'x-amz-target']) },
          );
    const query = new URLSearchParams(whole.query as Record<string, string>).toString();
    const headers = { ...whole.headers };
    const answer = await send({ path: `/?${query}`, headers, body });
    expect(answer).toMatchObject({
      status: 200,
      text: '{"TableNames":[]}',
      headers: { 'content-type': 'application/json', 'access-control-allow-origin': '*' },
    });
  },
);

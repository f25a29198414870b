/** Requests that no client should send, and what AWS answers: the sender's fault, never ours. */
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyCloud } from '../support/cloud.ts';
import type { TestCloud } from '../support/cloud.ts';

let cloud: TestCloud;
const reported: string[] = [];
beforeAll(async () => {
  cloud = await emptyCloud({
    clock: 'real',
    startTime: undefined,
    report: (line) => reported.push(line),
  });
});
afterAll(async () => {
  await cloud.stop();
  expect(reported, 'faults of ours').toEqual([]);
});

interface Wrong {
  readonly service: string;
  readonly method?: string;
  readonly path?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Milliseconds that the sender's clock is off. */
  readonly skew?: number;
  readonly key?: string;
  /** What happens to the headers after they were signed. */
  readonly after?: (headers: Record<string, string>) => void;
}

async function send(wrong: Wrong): Promise<{ status: number; text: string }> {
  const { service, method = 'POST', path = '/', query = {}, headers = {}, body = '' } = wrong;
  const { host, hostname, port } = new URL(cloud.settings.endpoint);
  const signer = new SignatureV4({
    service,
    region: 'us-east-1',
    sha256: Sha256,
    credentials: { accessKeyId: wrong.key ?? 'test', secretAccessKey: 'test' },
    uriEscapePath: service !== 's3',
  });
  const hash = createHash('sha256').update(body).digest('hex');
  const all = { host, ...headers, ...(service === 's3' ? { 'x-amz-content-sha256': hash } : {}) };
  const target = { protocol: 'http:', hostname, port: Number(port), path, query: { ...query } };
  const signingDate = new Date(Date.now() + (wrong.skew ?? 0));
  const signed = await signer.sign({ method, ...target, headers: all, body }, { signingDate });
  wrong.after?.(signed.headers);
  const search = new URLSearchParams(query).toString();
  const response = await fetch(`${cloud.settings.endpoint}${path}${search ? `?${search}` : ''}`, {
    method,
    headers: signed.headers,
    body: method === 'GET' ? undefined : new Uint8Array(Buffer.from(body)),
  });
  return { status: response.status, text: await response.text() };
}

const json = (target: string, body: string, more: Partial<Wrong> = {}): Wrong => ({
  service: 'dynamodb',
  headers: { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.0' },
  body,
  ...more,
});
const form = (body: string): Wrong => ({
  service: 'sns',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body,
});
const cbor = {
  service: 'monitoring',
  path: '/service/GraniteServiceVersion20100801/operation/PutMetricData',
  headers: { 'smithy-protocol': 'rpc-v2-cbor', 'content-type': 'application/cbor' },
};
const LIST = 'DynamoDB_20120810.ListTables';
const HOUR = 3_600_000;
const forged = (headers: Record<string, string>) => {
  headers.authorization = headers.authorization!.replace(/Signature=.{4}/, 'Signature=0000');
};
const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
const entities =
  '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]><Tagging><TagSet><Tag><Key>&c;</Key><Value>1</Value></Tag></TagSet></Tagging>';

test.each<[what: string, wrong: Wrong, status: number, says: string]>([
  ['JSON that ends half-way', json(LIST, '{"a":'), 400, 'SerializationException'],
  ['a list for an object', json(LIST, '[1]'), 400, 'SerializationException'],
  [
    'half a JSON for Step Functions',
    json('AWSStepFunctions.ListStateMachines', '{x', { service: 'states' }),
    400,
    'SerializationException',
  ],
  [
    'half a JSON for EventBridge',
    json('AWSEvents.ListRules', '{x', { service: 'events' }),
    400,
    'SerializationException',
  ],
  [
    'a time that is none',
    json('AWSEvents.PutEvents', '{"Entries":[{"Time":"soon"}]}', { service: 'events' }),
    400,
    'SerializationException',
  ],
  [
    'JSON nested without end',
    json('DynamoDB_20120810.PutItem', deep(100_000)),
    400,
    'SerializationException',
  ],
  [
    'CBOR that ends half-way',
    { ...cbor, body: Buffer.from([0xbf, 0x61]) },
    400,
    'SerializationException',
  ],
  [
    'XML that ends half-way',
    { service: 's3', method: 'PUT', path: '/b', query: { versioning: '' }, body: '<Versioning' },
    400,
    'MalformedXML',
  ],
  [
    'XML with entities of its own',
    { service: 's3', method: 'PUT', path: '/b', query: { tagging: '' }, body: entities },
    404,
    'NoSuchBucket',
  ],
  [
    'a form without an action',
    form('Version=2010-03-31'),
    404,
    '<Code>UnknownOperationException</Code>',
  ],
  [
    'an operation that is none',
    json('DynamoDB_20120810.Nope', '{}'),
    400,
    'UnknownOperationException',
  ],
  ['a body of 68 MB', json(LIST, `{"x":"${'y'.repeat(68e6)}"}`), 413, 'RequestEntityTooLarge'],
  [
    'a signature of an hour ago',
    json(LIST, '{}', { skew: -HOUR }),
    400,
    'InvalidSignatureException","message":"Signature expired: ',
  ],
  [
    'a signature of in an hour',
    json(LIST, '{}', { skew: HOUR }),
    400,
    'Signature not yet current: ',
  ],
  [
    'an old signature for S3',
    { service: 's3', method: 'GET', skew: -HOUR },
    403,
    '<Code>RequestTimeTooSkewed</Code>',
  ],
  ['a forged signature', json(LIST, '{}', { after: forged }), 400, 'InvalidSignatureException'],
  [
    'a forged signature for S3',
    { service: 's3', method: 'GET', after: forged },
    403,
    '<Code>SignatureDoesNotMatch</Code>',
  ],
  [
    'a forged signature on a form',
    { ...form('Action=ListTopics&Version=2010-03-31'), after: forged },
    403,
    '<Code>SignatureDoesNotMatch</Code>',
  ],
  [
    'a target that was changed after it was signed',
    json(LIST, '{}', {
      after: (headers) => (headers['x-amz-target'] = 'DynamoDB_20120810.CreateTable'),
    }),
    400,
    'InvalidSignatureException',
  ],
  [
    'a key of nobody',
    json(LIST, '{}', { key: 'AKIAIOSFODNN7EXAMPLE' }),
    400,
    'UnrecognizedClientException',
  ],
  [
    'a key of nobody for S3',
    { service: 's3', method: 'GET', key: 'AKIAIOSFODNN7EXAMPLE' },
    403,
    '<Code>InvalidAccessKeyId</Code>',
  ],
  [
    'a key of nobody on a form',
    { ...form('Action=ListTopics&Version=2010-03-31'), key: 'AKIAIOSFODNN7EXAMPLE' },
    403,
    '<Code>InvalidClientTokenId</Code>',
  ],
  [
    'an authorization that is none',
    json(LIST, '{}', { after: (headers) => (headers.authorization = 'AWS4-HMAC-SHA256 nonsense') }),
    400,
    'IncompleteSignatureException',
  ],
  [
    'no authorization at all',
    json(LIST, '{}', { after: (headers) => delete headers.authorization }),
    400,
    'MissingAuthenticationTokenException',
  ],
])('%s is refused', async (_what, wrong, status, says) => {
  const answer = await send(wrong);
  expect({
    status: answer.status,
    says: answer.text.includes(says) ? says : answer.text.slice(0, 300),
  }).toEqual({ status, says });
});

test('whoever leaves before the end of a body does no harm', async () => {
  const s3 = new S3Client({ ...cloud.settings, forcePathStyle: true });
  const target = { Bucket: 'left', Key: 'k' };
  await s3.send(new CreateBucketCommand({ Bucket: target.Bucket }));
  await s3.send(new PutObjectCommand({ ...target, Body: Buffer.alloc(20_000_000) }));
  const { Body } = await s3.send(new GetObjectCommand({ ...target, Range: 'bytes=1-' }));
  for await (const _chunk of Body as Readable) break;
  const { ContentLength } = await s3.send(new HeadObjectCommand(target));
  expect(ContentLength).toBe(20_000_000);
});

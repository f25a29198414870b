import { createHash, createHmac } from 'node:crypto';
import { request } from 'node:http';
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import {
  CreateMultipartUploadCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromEncodedWords, toEncodedWords } from '../../../../local/wire/encoded-words.ts';
import { emptyCloud } from '../../support/cloud.ts';
import { s3Cloud } from './support.ts';
import type { S3Cloud } from './support.ts';

let cloud: S3Cloud;
beforeAll(async () => {
  cloud = await s3Cloud();
});
afterAll(() => cloud.stop());

/** A request as no SDK would send it. */
interface Raw {
  readonly method: string;
  readonly path: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

function send({ method, path, headers = {}, body }: Raw, endpoint = cloud.settings.endpoint) {
  return new Promise<Answer>((resolve, reject) => {
    const outgoing = request(`${endpoint}${path}`, { method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode!,
          headers: answer.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    outgoing.on('error', reject);
    if (body === undefined && headers['content-length'] === undefined)
      for (const name of ['content-length', 'transfer-encoding']) outgoing.removeHeader(name);
    // Headers that go out with text take its encoding.
    outgoing.end(body === undefined ? undefined : Buffer.from(body));
  });
}

const codeOf = ({ status, text }: Answer) => [status, /<Code>(\w+)<\/Code>/.exec(text)?.[1]];

const NOW = 'Wed, 01 Jan 2020 00:00:00 GMT';

/** Signs with Signature Version 2, as old clients do. */
function older({ method, path, headers = {}, body }: Raw, resource = path): Raw {
  const amz = Object.keys(headers)
    .filter((name) => name.startsWith('x-amz-'))
    .sort()
    .map((name) => `${name}:${String(headers[name])}\n`);
  const date = headers['x-amz-date'] === undefined ? String(headers.date ?? '') : '';
  const text = `${method}\n\n\n${date}\n${amz.join('')}${resource}`;
  const signature = createHmac('sha1', 'test').update(text).digest('base64');
  return { method, path, body, headers: { ...headers, authorization: `AWS test:${signature}` } };
}

const put = (bucket: string, headers: OutgoingHttpHeaders, body = 'bar'): Raw => ({
  method: 'PUT',
  path: `/${bucket}/foo`,
  headers: { 'content-length': body.length, ...headers },
  body,
});

test('a header of Signature Version 2 says who writes', async () => {
  const bucket = await cloud.aBucket();
  expect((await send(older(put(bucket, { date: NOW })))).status).toBe(200);
  expect((await send(older(put(bucket, { 'x-amz-date': NOW })))).status).toBe(200);
  const forged = older(put(bucket, { date: NOW }), '/another/foo');
  expect(codeOf(await send(forged))).toEqual([403, 'SignatureDoesNotMatch']);
  const authorization = 'AWS AKIANOBODYKNOWS:c2lnbmF0dXJl';
  expect(codeOf(await send(put(bucket, { date: NOW, authorization })))).toEqual([
    403,
    'InvalidAccessKeyId',
  ]);
  const malformed = await send(put(bucket, { date: NOW, authorization: 'AWS HAHAHA' }));
  expect(codeOf(malformed)).toEqual([400, 'InvalidArgument']);
  expect(malformed.text).toContain('Expected AwsAccessKeyId:signature');
});

test('a bucket is signed with or without a slash behind it', async () => {
  const make = (path: string, resource: string) =>
    send(older({ method: 'PUT', path, headers: { date: NOW, 'content-length': 0 } }, resource));
  expect((await make('/older-one', '/older-one')).status).toBe(200);
  expect((await make('/older-two', '/older-two/')).status).toBe(200);
});

test('only S3 takes Signature Version 2', async () => {
  const headers = { date: NOW, 'x-amz-target': 'DynamoDB_20120810.ListTables' };
  const answer = await send({ ...older({ method: 'POST', path: '/', headers }), body: '{}' });
  expect([answer.status, answer.text]).toEqual([
    400,
    expect.stringContaining('IncompleteSignatureException') as unknown,
  ]);
});

test('a signature of Version 2 needs a time, on a real clock one that is near', async () => {
  const real = await emptyCloud({ clock: 'real', startTime: undefined });
  const signed = (headers: OutgoingHttpHeaders) =>
    send(older(put('b', headers)), real.settings.endpoint);
  expect(codeOf(await signed({ date: 'Bad Date' }))).toEqual([403, 'AccessDenied']);
  expect(codeOf(await signed({ 'x-amz-date': '' }))).toEqual([403, 'AccessDenied']);
  expect(codeOf(await signed({ date: 'Fri, 07 Jul 1950 21:53:04 GMT' }))).toEqual([
    403,
    'AccessDenied',
  ]);
  expect(codeOf(await signed({ date: 'Wed, 07 Jul 2010 21:53:04 GMT' }))).toEqual([
    403,
    'RequestTimeTooSkewed',
  ]);
  expect(codeOf(await signed({ date: new Date().toUTCString() }))).toEqual([404, 'NoSuchBucket']);
  await real.stop();
});

test('a Date that is no timestamp is signed as one', async () => {
  const bucket = await cloud.aBucket();
  const hash = createHash('sha256').update('').digest('hex');
  const canonical = `GET\n/${bucket}\n\ndate:${NOW}\n\ndate\n${hash}`;
  const scope = '20200101/us-east-1/s3/aws4_request';
  const text = `AWS4-HMAC-SHA256\n20200101T000000Z\n${scope}\n${createHash('sha256').update(canonical).digest('hex')}`;
  const key = scope
    .split('/')
    .reduce<Buffer | string>(
      (parent, part) => createHmac('sha256', parent).update(part).digest(),
      'AWS4test',
    );
  const signature = createHmac('sha256', key).update(text).digest('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=test/${scope}, SignedHeaders=date, Signature=${signature}`;
  const headers = { date: NOW, authorization, 'x-amz-content-sha256': hash };
  expect((await send({ method: 'GET', path: `/${bucket}`, headers })).status).toBe(200);
});

test('what a client expects harms nothing', async () => {
  const bucket = await cloud.aBucket();
  for (const expected of ['200', ''])
    expect((await send(older(put(bucket, { date: NOW, expect: expected })))).status).toBe(200);
});

test('an upload says how long it is', async () => {
  const bucket = await cloud.aBucket();
  const unsized = older({ method: 'PUT', path: `/${bucket}/foo`, headers: { date: NOW } });
  expect(codeOf(await send(unsized))).toEqual([411, 'MissingContentLength']);
});

test('what S3 has no operation for is not allowed', async () => {
  for (const method of ['PUT', 'DELETE'])
    expect(codeOf(await send(older({ method, path: '/', headers: { date: NOW } })))).toEqual([
      405,
      'MethodNotAllowed',
    ]);
});

test('Expires is given back as it came', async () => {
  const bucket = await cloud.aBucket();
  for (const expires of ['Thu, 01 Oct 2026 10:00:00 GMT', 'soon']) {
    await send(older(put(bucket, { date: NOW, expires })));
    const name = { Bucket: bucket, Key: 'foo' };
    const { ExpiresString } = await cloud.s3.send(new HeadObjectCommand(name));
    expect(ExpiresString).toBe(expires);
    const signed = older({ method: 'HEAD', path: `/${bucket}/foo`, headers: { date: NOW } });
    expect((await send(signed)).headers.expires).toBe(expires);
  }
});

test('metadata that is not ASCII comes back as encoded words', async () => {
  const bucket = await cloud.aBucket();
  const stored = async (Metadata: Record<string, string>) => {
    await cloud.s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'm', Metadata }));
    return (await cloud.s3.send(new HeadObjectCommand({ Bucket: bucket, Key: 'm' }))).Metadata;
  };
  // Source: S3 user guide, "User-defined object metadata".
  const bytes = Buffer.from('ÄMÄZÕÑ S3').toString('latin1');
  const signed = older(put(bucket, { 'x-amz-date': NOW, 'x-amz-meta-nonascii': 'ÄMÄZÕÑ S3' }));
  const sent = { ...signed, headers: { ...signed.headers, 'x-amz-meta-nonascii': bytes } };
  expect((await send(sent)).text).toBe('');
  const name = { Bucket: bucket, Key: 'foo' };
  expect((await cloud.s3.send(new HeadObjectCommand(name))).Metadata).toEqual({
    nonascii: '=?UTF-8?B?w4PChE3Dg8KEWsODwpXDg8KRIFMz?=',
  });
  expect(await stored({ q: '=?UTF-8?Q?actually-ascii?=', b: '=?UTF-8?B?YWJj?=' })).toEqual({
    q: 'actually-ascii',
    b: 'abc',
  });
  const word = '=?UTF-8?Q?=C3=84M=C3=84Z=C3=95=C3=91_S3?=';
  expect(await stored({ word })).toEqual({ word });
});

test('encoded words are short, and what they are not is left alone', () => {
  const text = 'äöü and so on '.repeat(20);
  const words = toEncodedWords(text);
  expect(Math.max(...words.split(' ').map(({ length }) => length))).toBeLessThanOrEqual(75);
  expect(fromEncodedWords(words)).toBe(text);
  expect(toEncodedWords('\u0000\u0001\u0002\u0003')).toBe('=?UTF-8?B?AAECAw==?=');
  const none = ['=?', '=?UTF-8?X?abc?=', '=?no-such-charset?Q?abc?='];
  expect(none.map(fromEncodedWords)).toEqual(none);
});

test('where a bucket is, is said in one element', async () => {
  const LocationConstraint = 'eu-west-1';
  const Bucket = await cloud.aBucket({ CreateBucketConfiguration: { LocationConstraint } });
  const headers = { 'x-amz-date': NOW };
  const path = `/${Bucket}?location`;
  expect((await send(older({ method: 'GET', path, headers }))).text).toMatch(
    />eu-west-1<\/LocationConstraint>$/,
  );
  expect(await cloud.s3.send(new GetBucketLocationCommand({ Bucket }))).toMatchObject({
    LocationConstraint,
  });
});

test('nobody is told why, but that a bucket is not there', async () => {
  const bucket = await cloud.aBucket();
  const get = (path: string) => send({ method: 'GET', path });
  expect(codeOf(await get('/there-is-none/foo'))).toEqual([404, 'NoSuchBucket']);
  const Statement = [
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${bucket}/*`,
    },
  ];
  await cloud.s3.send(
    new PutBucketPolicyCommand({ Bucket: bucket, Policy: JSON.stringify({ Statement }) }),
  );
  for (const path of ['/', `/${bucket}/foo`])
    expect((await get(path)).text).toContain('<Message>Access Denied</Message>');
  const make = { method: 'PUT', path: '/not-yet-there', headers: { 'content-length': 0 } };
  expect(codeOf(await send(make))).toEqual([403, 'AccessDenied']);
});

test('S3 says what is wrong with a request before it looks at its signature', async () => {
  const bucket = await cloud.aBucket();
  const get = async (headers: OutgoingHttpHeaders, path = `/${bucket}`) => {
    const { status, text } = await send({ method: 'GET', path, headers });
    return [status, /<Code>(.*)<\/Code><Message>([^<]{0,40})/.exec(text)?.slice(1).join(': ')];
  };
  const scope = 'Credential=test/20200101/us-east-1/s3/aws4_request';
  const authorization = `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=0`;
  const timed = { authorization, 'x-amz-date': '20200101T000000Z' };
  expect(await get({ authorization: 'Basic dGVzdDp0ZXN0' })).toEqual([
    400,
    'InvalidArgument: Unsupported Authorization Type',
  ]);
  expect(await get({ authorization })).toEqual([
    403,
    'AccessDenied: AWS authentication requires a valid Date',
  ]);
  expect(await get(timed)).toEqual([
    400,
    'InvalidRequest: Missing required header for this request',
  ]);
  expect(await get({ ...timed, 'x-amz-content-sha256': 'abc' })).toEqual([
    400,
    'InvalidArgument: x-amz-content-sha256 must be UNSIGNED-PA',
  ]);
  expect(await get(timed, `/${bucket}?X-Amz-Algorithm=AWS4-HMAC-SHA256`)).toEqual([
    400,
    'InvalidArgument: Only one auth mechanism allowed; only th',
  ]);
  for (const path of [`/${bucket}/%zz`, `/${bucket}/%AE`])
    expect(await get({}, path)).toEqual([400, "InvalidURI: Couldn't parse the specified URI."]);
});

test('a document of another name is none', async () => {
  const bucket = await cloud.aBucket();
  const enable = async (document: string) => {
    const path = `/${bucket}?versioning`;
    const headers = { date: NOW, 'content-length': document.length };
    return codeOf(await send(older({ method: 'PUT', path, headers, body: document })));
  };
  const content = '<Status>Enabled</Status>';
  expect(await enable(`<Versioning>${content}</Versioning>`)).toEqual([400, 'MalformedXML']);
  const good = `<VersioningConfiguration>${content}</VersioningConfiguration>`;
  expect(await enable(`<?xml version="1.0"?><!-- on -->${good}`)).toEqual([200, undefined]);
});

test('numbers and headers that S3 does not take are refused', async () => {
  const bucket = await cloud.aBucket();
  await cloud.put(bucket, 'k', 'x');
  const refusal = async (work: Promise<unknown>) =>
    work.then(
      () => 'taken',
      (error: Error) => `${error.name}: ${error.message}`,
    );
  const name = { Bucket: bucket, Key: 'k' };
  const part = 'InvalidArgument: Part number must be an integer between 1 and 10000, inclusive';
  for (const PartNumber of [0, 10_001])
    expect(await refusal(cloud.s3.send(new GetObjectCommand({ ...name, PartNumber })))).toBe(part);
  const counted = (argument: string) =>
    `InvalidArgument: Argument ${argument} must be an integer between 0 and 2147483647`;
  const { UploadId } = await cloud.s3.send(new CreateMultipartUploadCommand(name));
  const marked = new ListPartsCommand({ ...name, UploadId, PartNumberMarker: '-1' });
  expect(await refusal(cloud.s3.send(marked))).toBe(counted('part-number-marker'));
  const many = new ListObjectsV2Command({ Bucket: bucket, MaxKeys: 2 ** 31 });
  expect(await refusal(cloud.s3.send(many))).toBe(counted('maxKeys'));
  expect(await refusal(cloud.put(bucket, 'r', 'x', { WebsiteRedirectLocation: 'away' }))).toContain(
    'InvalidRedirectLocation',
  );
  expect(await refusal(cloud.put(bucket, 'o', 'x', { WriteOffsetBytes: 0 }))).toContain(
    'NotImplemented',
  );
});

/** An address that lets its bearer read. */
async function presigned(path: string): Promise<string> {
  const { endpoint, region, credentials } = cloud.settings;
  const { host, hostname, port } = new URL(endpoint);
  const signer = new SignatureV4({
    credentials,
    region,
    service: 's3',
    sha256: Sha256,
    uriEscapePath: false,
  });
  const headers = { host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
  const asked = {
    method: 'GET',
    protocol: 'http:',
    hostname,
    port: Number(port),
    path,
    headers,
    query: {},
  };
  const { query } = await signer.presign(asked, {
    expiresIn: 60,
    unsignableHeaders: new Set(['x-amz-content-sha256']),
  });
  return `${endpoint}${path}?${new URLSearchParams(query as Record<string, string>).toString()}`;
}

test('a presigned address says all that it has to, and what comes with it is signed', async () => {
  const bucket = await cloud.aBucket();
  await cloud.put(bucket, 'k', 'x');
  const whole = await presigned(`/${bucket}/k`);
  const answer = async (url: string, headers: Record<string, string> = {}) =>
    (await fetch(url, { headers })).text();
  expect(await answer(whole)).toBe('x');
  const wrong = [
    ['Credential=', 'Other=', 'Query-string authentication version 4 requires'],
    ['SignedHeaders=', 'Other=', 'Query-string authentication version 4 requires'],
    ['Signature=', 'Other=', 'Query-string authentication version 4 requires'],
    ['AWS4-HMAC-SHA256', 'MD5', 'X-Amz-Algorithm only supports'],
    ['Date=2', 'Date=x', 'X-Amz-Date must be in the ISO8601 Long Format'],
  ] as const;
  for (const [from, to, text] of wrong) {
    const told = await answer(whole.replace(from, to));
    expect(told).toContain('<Code>AuthorizationQueryParametersError</Code>');
    expect(told).toContain(text);
  }
  expect(await answer(whole, { 'x-amz-request-payer': 'requester' })).toContain(
    'which were not signed</Message><HeadersNotSigned>x-amz-request-payer</HeadersNotSigned>',
  );
});

import { createHmac } from 'node:crypto';
import {
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketPolicyCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { s3Cloud } from './support.ts';
import type { S3Cloud } from './support.ts';

let cloud: S3Cloud;
beforeAll(async () => {
  cloud = await s3Cloud();
});
afterAll(() => cloud.stop());

const DATE = '20200101';
const CREDENTIAL = `test/${DATE}/us-east-1/s3/aws4_request`;

/** Signs a policy as the SDKs do for forms. */
function signed(conditions: readonly unknown[], expiration = '2020-01-02T00:00:00Z') {
  const all = [
    ...conditions,
    { 'x-amz-credential': CREDENTIAL },
    { 'x-amz-algorithm': 'AWS4-HMAC-SHA256' },
  ];
  const policy = Buffer.from(JSON.stringify({ expiration, conditions: all })).toString('base64');
  const key = [DATE, 'us-east-1', 's3', 'aws4_request'].reduce<Buffer | string>(
    (parent, part) => createHmac('sha256', parent).update(part).digest(),
    'AWS4test',
  );
  return {
    policy,
    'x-amz-credential': CREDENTIAL,
    'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    'x-amz-signature': createHmac('sha256', key).update(policy).digest('hex'),
  };
}

async function post(bucket: string, fields: Readonly<Record<string, string>>, content = 'hello') {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([content]), 'photo.txt');
  const answer = await fetch(`${cloud.settings.endpoint}/${bucket}`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
  });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

test('a form uploads its file under a policy that was signed', async () => {
  const bucket = await cloud.aBucket();
  const conditions = [
    { bucket },
    ['starts-with', '$key', 'up/'],
    { success_action_status: '201' },
    { 'x-amz-meta-from': 'form' },
  ];
  const answer = await post(bucket, {
    key: 'up/${filename}',
    success_action_status: '201',
    'x-amz-meta-from': 'form',
    ...signed(conditions),
  });
  expect([answer.status, answer.text]).toEqual([
    201,
    expect.stringContaining('<Key>up/photo.txt</Key>') as unknown,
  ]);
  const name = { Bucket: bucket, Key: 'up/photo.txt' };
  const { Body, Metadata } = await cloud.s3.send(new GetObjectCommand(name));
  expect([await Body!.transformToString(), Metadata]).toEqual(['hello', { from: 'form' }]);
});

test('a large file streams through a form whole', async () => {
  const bucket = await cloud.aBucket();
  const content = '\r\n--not the boundary'.repeat(200_000);
  const answer = await post(
    bucket,
    { key: 'large', ...signed([{ bucket }, { key: 'large' }]) },
    content,
  );
  const { ContentLength } = await cloud.s3.send(
    new HeadObjectCommand({ Bucket: bucket, Key: 'large' }),
  );
  expect([answer.status, ContentLength]).toEqual([204, content.length]);
});

test('what the policy does not say is refused, in the words of AWS', async () => {
  const bucket = await cloud.aBucket();
  const refusal = async (conditions: readonly unknown[], fields: object = {}, until?: string) =>
    /<Message>(.*)<\/Message>/.exec(
      (await post(bucket, { key: 'k', ...fields, ...signed(conditions, until) })).text,
    )?.[1];
  const base = [{ bucket }, { key: 'k' }];
  expect(await refusal([{ bucket }, { key: 'other' }])).toBe(
    'Invalid according to Policy: Policy Condition failed: ["eq", "$key", "other"]',
  );
  expect(await refusal(base, { acl: 'private' })).toBe(
    'Invalid according to Policy: Extra input fields: acl',
  );
  expect(await refusal([...base, ['content-length-range', 0, 3]])).toBe(
    'Your proposed upload exceeds the maximum allowed size',
  );
  expect(await refusal(base, {}, '2019-12-31T00:00:00Z')).toBe(
    'Invalid according to Policy: Policy expired.',
  );
  const forged = { ...signed(base), 'x-amz-signature': '0'.repeat(64) };
  expect((await post(bucket, { key: 'k', ...forged })).text).toContain('SignatureDoesNotMatch');
  expect((await post(bucket, { key: 'k' })).status).toBe(403);
});

test('a policy is compared with what the fields mean', async () => {
  const bucket = await cloud.aBucket();
  const upload = async (conditions: readonly unknown[], key: string, until?: string) => {
    const { status, text } = await post(bucket, { key, ...signed(conditions, until) });
    return text === '' ? status : [status, /<Code>(\w+)/.exec(text)?.[1]];
  };
  // The file's name stands in before the policy is asked, and operators know no case.
  expect(await upload([{ bucket }, ['eq', '$key', 'photo.txt']], '${filename}')).toBe(204);
  expect(await upload([{ bUcKeT: bucket }, ['StArTs-WiTh', '$KeY', 'ph']], 'photo.txt')).toBe(204);
  expect(await upload([{ key: 'k' }], 'k')).toEqual([403, 'AccessDenied']);
  const short = [{ bucket }, { key: 'k' }, ['content-length-range', 0]];
  expect(await upload(short, 'k')).toEqual([400, 'InvalidPolicyDocument']);
  expect(await upload([{ bucket }, { key: 'k' }], 'k', '2020-01-02 00:00:00+00:00')).toEqual([
    400,
    'InvalidPolicyDocument',
  ]);
});

test('a form that is half signed misses a field', async () => {
  const bucket = await cloud.aBucket();
  const { 'x-amz-signature': _, ...unsigned } = signed([{ bucket }, { key: 'k' }]);
  expect((await post(bucket, { key: 'k', ...unsigned })).text).toContain(
    "Bucket POST must contain a field named 'X-Amz-Signature'.  If it is specified",
  );
  const older = { key: 'k', policy: unsigned.policy, AWSAccessKeyId: 'test' };
  expect((await post(bucket, older)).text).toContain("a field named 'Signature'");
  const unknown = { ...older, AWSAccessKeyId: 'nobody', signature: 'x' };
  expect((await post(bucket, unknown)).text).toContain('InvalidAccessKeyId');
});

test('a form of nobody is let in by a policy, where public ones count', async () => {
  const bucket = await cloud.aBucket();
  const Resource = `arn:aws:s3:::${bucket}/*`;
  const Statement = [{ Effect: 'Allow', Principal: '*', Action: 's3:PutObject', Resource }];
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  const restrict = (RestrictPublicBuckets: boolean) =>
    cloud.s3.send(
      new PutPublicAccessBlockCommand({
        Bucket: bucket,
        PublicAccessBlockConfiguration: { RestrictPublicBuckets },
      }),
    );
  await restrict(false);
  await cloud.s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy }));
  expect((await post(bucket, { key: 'k' })).status).toBe(204);
  await restrict(true);
  expect((await post(bucket, { key: 'k' })).status).toBe(403);
});

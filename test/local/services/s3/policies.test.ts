import {
  DeleteObjectsCommand,
  DeletePublicAccessBlockCommand,
  HeadObjectCommand,
  PutBucketCorsCommand,
  PutBucketPolicyCommand,
  PutObjectRetentionCommand,
  PutObjectTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asRole } from '../../support/cloud.ts';
import { aRole, s3Cloud } from './support.ts';
import type { S3Cloud } from './support.ts';

let cloud: S3Cloud;
beforeAll(async () => (cloud = await s3Cloud()));
afterAll(() => cloud.stop());

/** A bucket whose policy is one statement over all its objects, for everybody. */
async function bucketWith(statement: object): Promise<string> {
  const Bucket = await cloud.aBucket();
  await cloud.s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
  const all = { Principal: '*', Resource: `arn:aws:s3:::${Bucket}/*` };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ ...all, ...statement }] });
  await cloud.s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  return Bucket;
}

const unsigned = async (path: string) => (await fetch(`${cloud.settings.endpoint}/${path}`)).status;

test('a policy keeps out what is not encrypted as it wants', async () => {
  const Bucket = await bucketWith({
    Effect: 'Deny',
    Action: 's3:PutObject',
    Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
  });
  await expect(cloud.put(Bucket, 'plain')).rejects.toMatchObject({ name: 'AccessDenied' });
  await cloud.put(Bucket, 'secret', 'x', { ServerSideEncryption: 'aws:kms' });
});

test('a policy lets everybody read the objects that are tagged so', async () => {
  const Bucket = await bucketWith({
    Effect: 'Allow',
    Action: 's3:GetObject',
    Condition: { StringEquals: { 's3:ExistingObjectTag/level': 'public' } },
  });
  await cloud.put(Bucket, 'a', 'x', { Tagging: 'level=public' });
  await cloud.put(Bucket, 'b', 'x', { Tagging: 'level=private' });
  expect(await unsigned(`${Bucket}/a`)).toBe(200);
  expect(await unsigned(`${Bucket}/b`)).toBe(403);
});

test('a policy looks at the tags that a request would set, however it brings them', async () => {
  const Bucket = await bucketWith({
    Effect: 'Deny',
    Action: ['s3:PutObject', 's3:PutObjectTagging'],
    Condition: { StringEquals: { 's3:RequestObjectTag/level': 'public' } },
  });
  await cloud.put(Bucket, 'a', 'x', { Tagging: 'level=private' });
  await expect(cloud.put(Bucket, 'a', 'x', { Tagging: 'level=public' })).rejects.toMatchObject({
    name: 'AccessDenied',
  });
  const Tagging = { TagSet: [{ Key: 'level', Value: 'public' }] };
  await expect(
    cloud.s3.send(new PutObjectTaggingCommand({ Bucket, Key: 'a', Tagging })),
  ).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('a presigned address holds a week at most', async () => {
  const query =
    'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a/20200101/us-east-1/s3/aws4_request';
  const url = `${cloud.settings.endpoint}/bucket/key?${query}&X-Amz-Signature=0&X-Amz-Expires=`;
  const codes = ['604801', '-1', 'soon'].map(async (expiry) => (await fetch(url + expiry)).text());
  for (const text of await Promise.all(codes))
    expect(text).toContain('<Code>AuthorizationQueryParametersError</Code>');
});

test.each<[string, object]>([
  ['Policy has invalid action', { Action: 'sqs:SendMessage' }],
  ['Policy has invalid resource', { Resource: 'arn:aws:s3:::another-bucket/*' }],
  ['Invalid principal in policy', { Principal: { AWS: 'somebody' } }],
  ['Invalid principal in policy', { Principal: { Robot: '*' } }],
  ['Invalid Condition type : StringIs', { Condition: { StringIs: { 'aws:userid': 'x' } } }],
  ['Action does not apply to any resource(s) in statement', { Action: 's3:ListBucket' }],
])('a policy of a bucket is refused: %s', async (message, statement) => {
  const refused = bucketWith({ Effect: 'Deny', Action: 's3:GetObject', ...statement });
  await expect(refused).rejects.toMatchObject({ name: 'MalformedPolicy', message });
});

test('a policy tells the version of its language, or none', async () => {
  const Bucket = await cloud.aBucket();
  const Policy = JSON.stringify({ Version: '2020-01-01', Statement: [] });
  await expect(cloud.s3.send(new PutBucketPolicyCommand({ Bucket, Policy }))).rejects.toMatchObject(
    { message: 'The policy must contain a valid version string' },
  );
});

test('a policy looks at where a request comes from, and how it is signed', async () => {
  const Bucket = await bucketWith({
    Effect: 'Allow',
    Action: 's3:GetObject',
    Condition: { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } },
  });
  await cloud.put(Bucket, 'a');
  expect(await unsigned(`${Bucket}/a`)).toBe(200);
  const signed = await bucketWith({
    Effect: 'Deny',
    Action: 's3:PutObject',
    Condition: { StringEquals: { 's3:signatureversion': 'AWS4-HMAC-SHA256' } },
  });
  await expect(cloud.put(signed, 'a')).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('a policy limits for how long objects may be locked', async () => {
  const Bucket = await cloud.aBucket({ ObjectLockEnabledForBucket: true });
  const Policy = JSON.stringify({
    Statement: {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObjectRetention',
      Resource: `arn:aws:s3:::${Bucket}/*`,
      Condition: { NumericGreaterThan: { 's3:object-lock-remaining-retention-days': '10' } },
    },
  });
  await cloud.s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  await cloud.put(Bucket, 'a');
  const now = cloud.running.cloud.world.now();
  const lock = (days: number) =>
    cloud.s3.send(
      new PutObjectRetentionCommand({
        Bucket,
        Key: 'a',
        Retention: { Mode: 'GOVERNANCE', RetainUntilDate: new Date(now + days * 86_400_000) },
      }),
    );
  await expect(lock(11)).rejects.toMatchObject({ name: 'AccessDenied' });
  await expect(lock(10)).resolves.toBeDefined();
});

test('DeleteObjects asks the policy about the tags of each object', async () => {
  const Bucket = await bucketWith({
    Effect: 'Deny',
    Action: 's3:DeleteObject',
    Condition: { StringEquals: { 's3:ExistingObjectTag/keep': 'yes' } },
  });
  await cloud.put(Bucket, 'a', 'x', { Tagging: 'keep=yes' });
  await cloud.put(Bucket, 'b', 'x');
  const Objects = [{ Key: 'a' }, { Key: 'b' }];
  const { Deleted, Errors } = await cloud.s3.send(
    new DeleteObjectsCommand({ Bucket, Delete: { Objects } }),
  );
  expect(Deleted).toEqual([{ Key: 'b' }]);
  expect(Errors).toMatchObject([{ Key: 'a', Code: 'AccessDenied' }]);
});

test('locks and tags are told to those only who may ask for them', async () => {
  const Bucket = await cloud.aBucket({ ObjectLockEnabledForBucket: true });
  await cloud.put(Bucket, 'a', 'x', { Tagging: 'a=1', ObjectLockLegalHoldStatus: 'ON' });
  const told = async (name: string, ...Action: string[]) => {
    const arn = await aRole(cloud, name, [{ Effect: 'Allow', Action, Resource: '*' }]);
    const s3 = new S3Client(asRole(cloud, arn));
    const { TagCount, ObjectLockLegalHoldStatus: hold } = await s3.send(
      new HeadObjectCommand({ Bucket, Key: 'a' }),
    );
    return [TagCount, hold];
  };
  expect(await told('reads', 's3:GetObject')).toEqual([undefined, undefined]);
  expect(await told('asks', 's3:GetObject*')).toEqual([1, 'ON']);
});

test('a policy knows sessions by the id of their role', async () => {
  const Bucket = await bucketWith({
    Effect: 'Deny',
    Action: 's3:GetObject',
    Condition: { StringNotLike: { 'aws:userid': ['AROA*:test', '000000000000'] } },
  });
  await cloud.put(Bucket, 'a');
  const arn = await aRole(cloud, 'known', [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }]);
  const s3 = new S3Client(asRole(cloud, arn));
  await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'a' }))).resolves.toBeDefined();
});

test('a page of another origin may read why it is refused', async () => {
  const Bucket = await cloud.aBucket();
  const CORSRules = [{ AllowedMethods: ['GET'], AllowedOrigins: ['https://page.example'] }];
  await cloud.s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
  const query = '?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=0';
  for (const path of [`${Bucket}/a`, `${Bucket}/a${query}`]) {
    const { status, headers } = await fetch(`${cloud.settings.endpoint}/${path}`, {
      headers: { origin: 'https://page.example' },
    });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(headers.get('access-control-allow-origin')).toBe('https://page.example');
  }
});

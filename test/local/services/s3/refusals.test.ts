import {
  CreateBucketCommand,
  GetObjectAttributesCommand,
  PutBucketCorsCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectLockConfigurationCommand,
} from '@aws-sdk/client-s3';
import type { QueueConfiguration } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { s3Cloud } from './support.ts';
import type { S3Cloud } from './support.ts';

let cloud: S3Cloud;
let Bucket: string;

beforeAll(async () => {
  cloud = await s3Cloud();
  Bucket = await cloud.aBucket();
});
afterAll(() => cloud.stop());

const queue = (name: string, more: Partial<QueueConfiguration> = {}): QueueConfiguration => ({
  QueueArn: `arn:aws:sqs:us-east-1:000000000000:${name}`,
  Events: ['s3:ObjectCreated:*'],
  ...more,
});

const notified = (...QueueConfigurations: QueueConfiguration[]) =>
  cloud.s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket,
      NotificationConfiguration: { QueueConfigurations },
      SkipDestinationValidation: true,
    }),
  );

const filter = (Name: 'prefix' | 'suffix', Value: string) => ({
  Filter: { Key: { FilterRules: [{ Name, Value }] } },
});

test('two queues cannot be told of the same event', async () => {
  const second = queue('b', { Events: ['s3:ObjectCreated:Put'] });
  await expect(notified(queue('a'), second)).rejects.toMatchObject({
    name: 'InvalidArgument',
    message:
      'Configurations overlap. Configurations on the same bucket cannot share a common event type.',
  });
});

test.each([
  [filter('prefix', 'a'), filter('prefix', 'ab')],
  [filter('suffix', '.jpg'), filter('suffix', 'jpg')],
  [filter('prefix', 'a'), {}],
])('filters of the same event cannot overlap', async (one, other) => {
  await expect(notified(queue('a', one), queue('b', other))).rejects.toMatchObject({
    name: 'InvalidArgument',
    message:
      'Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.',
  });
});

test('filters that share no key, and other events, may stand side by side', async () => {
  const [one, other] = [filter('suffix', '.csv'), filter('suffix', '.json')];
  const removed = queue('c', { Events: ['s3:ObjectRemoved:*'] });
  await expect(notified(queue('a', one), queue('b', other), removed)).resolves.toBeDefined();
});

test('ids of notifications are unique, and values of filters not longer than keys', async () => {
  const same = [queue('a', { Id: 'x' }), queue('b', { Id: 'x', Events: ['s3:ObjectRemoved:*'] })];
  await expect(notified(...same)).rejects.toMatchObject({ name: 'InvalidArgument' });
  const long = queue('a', filter('prefix', 'p'.repeat(1025)));
  await expect(notified(long)).rejects.toMatchObject({ name: 'InvalidArgument' });
});

test('headers are exposed to other origins by name only', async () => {
  const rule = { AllowedMethods: ['GET'], AllowedOrigins: ['*'] };
  const put = (more: object) =>
    cloud.s3.send(
      new PutBucketCorsCommand({
        Bucket,
        CORSConfiguration: { CORSRules: [{ ...rule, ...more }] },
      }),
    );
  await expect(put({ ExposeHeaders: ['x-*'] })).rejects.toMatchObject({
    name: 'InvalidRequest',
    message:
      'ExposeHeader "x-*" contains wildcard. We currently do not support wildcard for ExposeHeader.',
  });
  await expect(put({ ID: 'i'.repeat(256) })).rejects.toMatchObject({ name: 'InvalidRequest' });
});

test('MFA delete is refused, not ignored', async () => {
  const VersioningConfiguration = { Status: 'Enabled', MFADelete: 'Enabled' } as const;
  const put = cloud.s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  await expect(put).rejects.toMatchObject({ name: 'UnknownOperationException' });
});

test('GetObjectAttributes has to be told which attributes', async () => {
  await cloud.put(Bucket, 'key');
  const get = new GetObjectAttributesCommand({ Bucket, Key: 'key', ObjectAttributes: [] });
  await expect(cloud.s3.send(get)).rejects.toMatchObject({ name: 'InvalidRequest' });
});

test('a bucket locks by default for a hundred years at most', async () => {
  const locked = 'locked-bucket';
  await cloud.s3.send(
    new CreateBucketCommand({ Bucket: locked, ObjectLockEnabledForBucket: true }),
  );
  const DefaultRetention = { Mode: 'GOVERNANCE', Years: 101 } as const;
  const put = new PutObjectLockConfigurationCommand({
    Bucket: locked,
    ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention } },
  });
  await expect(cloud.s3.send(put)).rejects.toMatchObject({ name: 'InvalidArgument' });
});

test('a write that locks says a digest of its body', async () => {
  const locked = 'locked-by-hand';
  await cloud.s3.send(
    new CreateBucketCommand({ Bucket: locked, ObjectLockEnabledForBucket: true }),
  );
  const put = new PutObjectCommand({
    Bucket: locked,
    Key: 'key',
    Body: 'body',
    ObjectLockLegalHoldStatus: 'ON',
  });
  put.middlewareStack.add(
    (next) => (args) => {
      const { headers } = args.request as { headers: Record<string, string> };
      for (const name of Object.keys(headers)) {
        if (/checksum|trailer/.test(name)) delete headers[name];
      }
      return next(args);
    },
    { step: 'build', priority: 'low' },
  );
  await expect(cloud.s3.send(put)).rejects.toMatchObject({
    name: 'InvalidRequest',
    message:
      'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters',
  });
});

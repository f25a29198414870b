import { PutBucketLifecycleConfigurationCommand } from '@aws-sdk/client-s3';
import type { LifecycleRule } from '@aws-sdk/client-s3';
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

const written = (rule: Partial<LifecycleRule>) =>
  cloud.s3.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket,
      LifecycleConfiguration: { Rules: [{ Status: 'Enabled', Filter: { Prefix: 'a' }, ...rule }] },
    }),
  );

const glacier = (Days: number) => ({ Days, StorageClass: 'GLACIER' as const });

test.each<[string, string, Partial<LifecycleRule>]>([
  [
    'InvalidArgument',
    "'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer",
    { NoncurrentVersionExpiration: { NoncurrentDays: 0 } },
  ],
  [
    'InvalidArgument',
    "'NewerNoncurrentVersions' for NoncurrentVersionExpiration action must be a positive integer",
    { NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 0 } },
  ],
  [
    'InvalidArgument',
    "'NewerNoncurrentVersions' for NoncurrentVersionExpiration action must not exceed 100",
    { NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 101 } },
  ],
  [
    'InvalidArgument',
    "'DaysAfterInitiation' for AbortIncompleteMultipartUpload action must be a positive integer",
    { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 0 } },
  ],
  [
    'InvalidArgument',
    "'NoncurrentDays' in NoncurrentVersionTransition action must be greater than or equal to 30 for storageClass 'STANDARD_IA'",
    { NoncurrentVersionTransitions: [{ NoncurrentDays: 29, StorageClass: 'STANDARD_IA' }] },
  ],
  [
    'InvalidArgument',
    "'Days' in the Expiration action for filter '(prefix=a)' must be greater than 'Days' in the Transition action",
    { Transitions: [glacier(30)], Expiration: { Days: 30 } },
  ],
  [
    'InvalidArgument',
    "'NoncurrentDays' in the NoncurrentVersionExpiration action must be greater than 'NoncurrentDays' in the NoncurrentVersionTransition action",
    {
      NoncurrentVersionTransitions: [{ NoncurrentDays: 30, StorageClass: 'GLACIER' }],
      NoncurrentVersionExpiration: { NoncurrentDays: 30 },
    },
  ],
  [
    'InvalidRequest',
    "Found mixed 'Date' and 'Days' based Expiration and Transition actions in lifecycle rule for filter '(all)'",
    { Filter: {}, Transitions: [glacier(1)], Expiration: { Date: new Date('2030-01-01') } },
  ],
  [
    'InvalidRequest',
    "'StorageClass' must be different for 'Transition' actions in same 'Rule' with prefix 'b'",
    { Filter: undefined, Prefix: 'b', Transitions: [glacier(1), glacier(2)] },
  ],
  [
    'InvalidRequest',
    "'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'.",
    {
      Filter: { And: { ObjectSizeGreaterThan: 5, ObjectSizeLessThan: 5 } },
      Expiration: { Days: 1 },
    },
  ],
  [
    'InvalidRequest',
    "'ObjectSizeLessThan' should be between 1 and 1099511627776000.",
    { Filter: { ObjectSizeLessThan: 0 }, Expiration: { Days: 1 } },
  ],
  [
    'InvalidRequest',
    'The maximum size of a prefix is 1024',
    { Filter: { Prefix: 'p'.repeat(1025) }, Expiration: { Days: 1 } },
  ],
  [
    'InvalidRequest',
    'ExpiredObjectDeleteMarker cannot be specified with Object Size.',
    { Filter: { ObjectSizeLessThan: 9 }, Expiration: { ExpiredObjectDeleteMarker: true } },
  ],
  [
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
    { Transitions: [{ Days: 30, StorageClass: 'STANDARD' as never }] },
  ],
])('a lifecycle rule is refused: %s, %s', async (name, message, rule) => {
  await expect(written(rule)).rejects.toMatchObject({ name, message });
});

test('a rule may move an object twice before it ends it', async () => {
  const Transitions = [{ Days: 30, StorageClass: 'STANDARD_IA' as const }, glacier(60)];
  await expect(written({ Transitions, Expiration: { Days: 90 } })).resolves.toBeDefined();
});

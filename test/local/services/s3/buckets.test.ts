import {
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeletePublicAccessBlockCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  PutBucketCorsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectLegalHoldCommand,
  PutObjectRetentionCommand,
  RestoreObjectCommand,
} from '@aws-sdk/client-s3';
import type { LifecycleRule } from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SQSClient,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { s3Cloud } from './support.ts';
import type { S3Cloud } from './support.ts';

let cloud: S3Cloud;
beforeAll(async () => {
  cloud = await s3Cloud();
});
afterAll(() => cloud.stop());

const keysOf = async (Bucket: string) => {
  const { Contents = [] } = await cloud.s3.send(new ListObjectsV2Command({ Bucket }));
  return Contents.map(({ Key }) => Key);
};

const version = (Bucket: string, Status: 'Enabled' | 'Suspended') =>
  cloud.s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));

const rule = (Bucket: string, more: Partial<LifecycleRule>) =>
  cloud.s3.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket,
      LifecycleConfiguration: {
        Rules: [{ ID: 'rule', Status: 'Enabled', Filter: { Prefix: '' }, ...more }],
      },
    }),
  );

test('listings go page by page through keys and prefixes, in every form', async () => {
  const Bucket = await cloud.aBucket();
  for (const key of ['a/1', 'a/2', 'b', 'c d/1', 'e']) await cloud.put(Bucket, key);
  const first = await cloud.s3.send(
    new ListObjectsV2Command({ Bucket, Delimiter: '/', MaxKeys: 2 }),
  );
  const second = await cloud.s3.send(
    new ListObjectsV2Command({
      Bucket,
      Delimiter: '/',
      EncodingType: 'url',
      ContinuationToken: first.NextContinuationToken,
    }),
  );
  const names = (page: typeof first) => [
    page.CommonPrefixes?.map(({ Prefix }) => Prefix),
    page.Contents?.map(({ Key }) => Key),
  ];
  expect([names(first), names(second)]).toEqual([
    [['a/'], ['b']],
    [['c+d/'], ['e']],
  ]);
  const older = await cloud.s3.send(new ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys: 1 }));
  expect([older.IsTruncated, older.NextMarker]).toEqual([true, 'a/']);
  await expect(
    cloud.s3.send(new ListObjectsV2Command({ Bucket, ContinuationToken: 'none' })),
  ).rejects.toThrow('The continuation token provided is incorrect');
});

test('lifecycle ends objects at the midnight after their days, and tells so before', async () => {
  const Bucket = await cloud.aBucket();
  await rule(Bucket, { Filter: { Prefix: 'old/' }, Expiration: { Days: 2 } });
  const { Expiration } = await cloud.put(Bucket, 'old/a');
  await cloud.put(Bucket, 'kept');
  expect(Expiration).toMatch(/^expiry-date="\w{3}, \d\d Jan 2020 00:00:00 GMT", rule-id="rule"$/);
  await cloud.days(1);
  expect(await keysOf(Bucket)).toEqual(['kept', 'old/a']);
  await cloud.days(2);
  expect(await keysOf(Bucket)).toEqual(['kept']);
});

test('lifecycle hides current versions, ends old ones, their markers and open uploads', async () => {
  const Bucket = await cloud.aBucket();
  await version(Bucket, 'Enabled');
  await rule(Bucket, {
    Expiration: { Days: 1 },
    NoncurrentVersionExpiration: { NoncurrentDays: 1 },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
  });
  await cloud.put(Bucket, 'k');
  await cloud.s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'open' }));
  await cloud.days(2);
  expect(await keysOf(Bucket)).toEqual([]);
  await cloud.days(4);
  const versions = await cloud.s3.send(new ListObjectVersionsCommand({ Bucket }));
  const { Uploads = [] } = await cloud.s3.send(new ListMultipartUploadsCommand({ Bucket }));
  expect([versions.Versions ?? [], versions.DeleteMarkers ?? [], Uploads]).toEqual([[], [], []]);
});

test('each rule of a lifecycle ends what lies below its own prefix, page by page, by its own age', async () => {
  const Bucket = await cloud.aBucket();
  const expiring = (ID: string, Prefix: string, Days: number): LifecycleRule => ({
    ...{ ID, Status: 'Enabled', Filter: { Prefix }, Expiration: { Days } },
  });
  const Rules = [expiring('soon', 'work/', 1), expiring('late', 'é/', 3), expiring('all', '', 5)];
  await cloud.s3.send(
    new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }),
  );
  const many = Array.from({ length: 510 }, (_, index) => `work/${index}`);
  for (const key of [...many, 'work', 'work0', 'work/\u{1F600}', 'a', 'é/1', 'ö'])
    await cloud.put(Bucket, key);
  await cloud.days(2);
  expect(await keysOf(Bucket)).toEqual(['a', 'work', 'work0', 'é/1', 'ö']);
  await cloud.days(2);
  expect(await keysOf(Bucket)).toEqual(['a', 'work', 'work0', 'ö']);
  await cloud.days(2);
  expect(await keysOf(Bucket)).toEqual([]);
}, 30_000);

test.each([
  [
    { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
    { Tag: { Key: 'a', Value: 'b' } },
  ],
  [{ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }, { ObjectSizeGreaterThan: 500 }],
  [{ Expiration: { ExpiredObjectDeleteMarker: true } }, { Tag: { Key: 'a', Value: 'b' } }],
] satisfies [Partial<LifecycleRule>, LifecycleRule['Filter']][])(
  'a rule does not look for what cannot be there: %j with %j',
  async (does, Filter) => {
    const Bucket = await cloud.aBucket();
    await expect(rule(Bucket, { ...does, Filter })).rejects.toMatchObject({
      name: 'InvalidRequest',
      message: expect.stringMatching(/ cannot be specified with (?:Tags|Object Size)\.$/) as string,
    });
  },
);

test('a retention of an unknown mode is no document of S3', async () => {
  const Bucket = await cloud.aBucket({ ObjectLockEnabledForBucket: true });
  await cloud.put(Bucket, 'k');
  const Retention = { Mode: 'FOREVER' as 'COMPLIANCE', RetainUntilDate: new Date('2099-01-01') };
  await expect(
    cloud.s3.send(new PutObjectRetentionCommand({ Bucket, Key: 'k', Retention })),
  ).rejects.toMatchObject({ name: 'MalformedXML' });
});

test('an archived object is read after it was restored, for some days', async () => {
  const Bucket = await cloud.aBucket();
  await cloud.put(Bucket, 'k', 'cold', { StorageClass: 'GLACIER' });
  const get = () => cloud.s3.send(new GetObjectCommand({ Bucket, Key: 'k' }));
  await expect(get()).rejects.toMatchObject({ name: 'InvalidObjectState' });
  await cloud.s3.send(new RestoreObjectCommand({ Bucket, Key: 'k', RestoreRequest: { Days: 2 } }));
  await cloud.days(0.5);
  expect(await (await get()).Body!.transformToString()).toBe('cold');
  const { Restore } = await cloud.s3.send(new HeadObjectCommand({ Bucket, Key: 'k' }));
  expect(Restore).toMatch(/^ongoing-request="false", expiry-date="/);
  await cloud.days(4);
  await expect(get()).rejects.toMatchObject({ name: 'InvalidObjectState' });
});

test('a locked version stays until its time is over; a hold has none', async () => {
  const Bucket = await cloud.aBucket({ ObjectLockEnabledForBucket: true });
  const { VersionId } = await cloud.put(Bucket, 'k');
  const until = new Date(cloud.running.cloud.world.now() + 86_400_000);
  const lock = (RetainUntilDate: Date) =>
    cloud.s3.send(
      new PutObjectRetentionCommand({
        Bucket,
        Key: 'k',
        Retention: { Mode: 'COMPLIANCE', RetainUntilDate },
      }),
    );
  const hold = (Status: 'ON' | 'OFF') =>
    cloud.s3.send(new PutObjectLegalHoldCommand({ Bucket, Key: 'k', LegalHold: { Status } }));
  const remove = () => cloud.s3.send(new DeleteObjectCommand({ Bucket, Key: 'k', VersionId }));
  await lock(until);
  await expect(remove()).rejects.toThrow('Access Denied because object protected by object lock.');
  await hold('ON');
  await cloud.days(2);
  await expect(remove()).rejects.toMatchObject({ name: 'AccessDenied' });
  await hold('OFF');
  await remove();
});

test('a queue hears what it wants to hear, after a test event', async () => {
  const Bucket = await cloud.aBucket();
  const sqs = new SQSClient(cloud.settings);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'events' }));
  const QueueArn = 'arn:aws:sqs:us-east-1:000000000000:events';
  const ask = () =>
    cloud.s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket,
        NotificationConfiguration: {
          QueueConfigurations: [
            {
              QueueArn,
              Events: ['s3:ObjectCreated:*'],
              Filter: { Key: { FilterRules: [{ Name: 'suffix', Value: '.csv' }] } },
            },
          ],
        },
      }),
    );
  await expect(ask()).rejects.toThrow(
    'Unable to validate the following destination configurations',
  );
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 's3.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: QueueArn,
    Condition: { ArnEquals: { 'aws:SourceArn': `arn:aws:s3:::${Bucket}` } },
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  await ask();
  await cloud.put(Bucket, 'a b.csv', 'x');
  await cloud.put(Bucket, 'other');
  await cloud.days(0);
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
  );
  const [first, ...others] = Messages.map(({ Body }) => JSON.parse(Body!) as object);
  expect(first).toMatchObject({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket });
  expect(others).toMatchObject([
    {
      Records: [
        {
          eventName: 'ObjectCreated:Put',
          s3: { object: { key: 'a+b.csv', size: 1 }, bucket: { name: Bucket } },
        },
      ],
    },
  ]);
});

test('nobody reads a bucket unless its policy says so and nothing blocks that', async () => {
  const Bucket = await cloud.aBucket();
  await cloud.put(Bucket, 'k', 'for all');
  const url = `${cloud.settings.endpoint}/${Bucket}/k`;
  expect((await fetch(url)).status).toBe(403);
  const statement = {
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${Bucket}/*`,
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const allow = () => cloud.s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  const { PublicAccessBlockConfiguration } = await cloud.s3.send(
    new GetPublicAccessBlockCommand({ Bucket }),
  );
  expect(PublicAccessBlockConfiguration?.BlockPublicPolicy).toBe(true);
  await expect(allow()).rejects.toThrow('prevented by the BlockPublicPolicy setting');
  await cloud.s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
  await allow();
  expect(await (await fetch(url)).text()).toBe('for all');
  expect((await fetch(url, { method: 'DELETE' })).status).toBe(403);
});

test('a page of another origin goes on where a rule allows it', async () => {
  const Bucket = await cloud.aBucket();
  const ask = (origin: string) =>
    fetch(`${cloud.settings.endpoint}/${Bucket}/k`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'PUT' },
    });
  expect(await (await ask('https://a.test')).text()).toContain(
    'CORSResponse: CORS is not enabled for this bucket.',
  );
  await cloud.s3.send(
    new PutBucketCorsCommand({
      Bucket,
      CORSConfiguration: {
        CORSRules: [{ AllowedMethods: ['PUT'], AllowedOrigins: ['https://*.test'] }],
      },
    }),
  );
  const allowed = await ask('https://a.test');
  expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([
    200,
    'https://a.test',
  ]);
  expect((await ask('https://a.example')).status).toBe(403);
});

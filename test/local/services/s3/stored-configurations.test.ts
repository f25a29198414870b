import {
  DeleteBucketMetricsConfigurationCommand,
  GetBucketInventoryConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketReplicationCommand,
  GetBucketWebsiteCommand,
  ListBucketMetricsConfigurationsCommand,
  PutBucketAccelerateConfigurationCommand,
  PutBucketIntelligentTieringConfigurationCommand,
  PutBucketInventoryConfigurationCommand,
  PutBucketLoggingCommand,
  PutBucketMetricsConfigurationCommand,
  PutBucketReplicationCommand,
  PutBucketVersioningCommand,
  PutBucketWebsiteCommand,
} from '@aws-sdk/client-s3';
import type { BucketAccelerateStatus, InventoryConfiguration } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { s3Cloud } from './support.ts';
import type { S3Cloud } from './support.ts';

let cloud: S3Cloud;
beforeAll(async () => (cloud = await s3Cloud()));
afterAll(() => cloud.stop());

const metrics = (Bucket: string, Id: string) =>
  cloud.s3.send(
    new PutBucketMetricsConfigurationCommand({ Bucket, Id, MetricsConfiguration: { Id } }),
  );

test('metrics are listed a hundred a page, by their ids', async () => {
  const Bucket = await cloud.aBucket();
  for (let number = 0; number < 101; number++)
    await metrics(Bucket, `m${String(number).padStart(3, '0')}`);
  const list = (ContinuationToken?: string) =>
    cloud.s3.send(new ListBucketMetricsConfigurationsCommand({ Bucket, ContinuationToken }));
  const first = await list();
  expect(first.MetricsConfigurationList).toHaveLength(100);
  const second = await list(first.NextContinuationToken);
  expect(second).toMatchObject({
    IsTruncated: false,
    MetricsConfigurationList: [{ Id: 'm100' }],
  });
});

test('a configuration that is not there cannot be deleted', async () => {
  const Bucket = await cloud.aBucket();
  await expect(
    cloud.s3.send(new DeleteBucketMetricsConfigurationCommand({ Bucket, Id: 'none' })),
  ).rejects.toMatchObject({ name: 'NoSuchConfiguration' });
});

test('an inventory is told as it was written, under its own id only', async () => {
  const Bucket = await cloud.aBucket();
  const InventoryConfiguration: InventoryConfiguration = {
    Id: 'daily',
    IsEnabled: true,
    IncludedObjectVersions: 'Current',
    Schedule: { Frequency: 'Daily' },
    Destination: { S3BucketDestination: { Bucket: `arn:aws:s3:::${Bucket}`, Format: 'CSV' } },
  };
  const put = (Id: string) =>
    cloud.s3.send(
      new PutBucketInventoryConfigurationCommand({ Bucket, Id, InventoryConfiguration }),
    );
  await put('daily');
  const told = await cloud.s3.send(
    new GetBucketInventoryConfigurationCommand({ Bucket, Id: 'daily' }),
  );
  expect(told.InventoryConfiguration).toEqual(InventoryConfiguration);
  await expect(put('weekly')).rejects.toMatchObject({ name: 'IdMismatch' });
});

test('an archive tier is not entered before its time', async () => {
  const Bucket = await cloud.aBucket();
  const put = (Days: number) =>
    cloud.s3.send(
      new PutBucketIntelligentTieringConfigurationCommand({
        Bucket,
        Id: 'cold',
        IntelligentTieringConfiguration: {
          Id: 'cold',
          Status: 'Enabled',
          Tierings: [{ Days, AccessTier: 'ARCHIVE_ACCESS' }],
        },
      }),
    );
  await put(90);
  await expect(put(89)).rejects.toMatchObject({ name: 'InvalidArgument' });
});

test('logs go to a bucket that is there', async () => {
  const [Bucket, TargetBucket] = [await cloud.aBucket(), await cloud.aBucket()];
  const put = (target: string) =>
    cloud.s3.send(
      new PutBucketLoggingCommand({
        Bucket,
        BucketLoggingStatus: { LoggingEnabled: { TargetBucket: target, TargetPrefix: 'log' } },
      }),
    );
  await put(TargetBucket);
  await expect(put('nowhere')).rejects.toMatchObject({ name: 'InvalidTargetBucketForLogging' });
  const told = await cloud.s3.send(new GetBucketLoggingCommand({ Bucket }));
  expect(told.LoggingEnabled).toEqual({ TargetBucket, TargetPrefix: 'log' });
  await cloud.s3.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: {} }));
  expect(
    (await cloud.s3.send(new GetBucketLoggingCommand({ Bucket }))).LoggingEnabled,
  ).toBeUndefined();
});

test('acceleration is enabled or suspended, and nothing else', async () => {
  const Bucket = await cloud.aBucket();
  const put = (Status: BucketAccelerateStatus) =>
    cloud.s3.send(
      new PutBucketAccelerateConfigurationCommand({ Bucket, AccelerateConfiguration: { Status } }),
    );
  await put('Suspended');
  await expect(put('enabled' as BucketAccelerateStatus)).rejects.toMatchObject({
    name: 'MalformedXML',
  });
});

test('no bucket is replicated or a website, and asking for it is refused', async () => {
  const Bucket = await cloud.aBucket();
  await expect(cloud.s3.send(new GetBucketReplicationCommand({ Bucket }))).rejects.toMatchObject({
    name: 'ReplicationConfigurationNotFoundError',
  });
  await expect(cloud.s3.send(new GetBucketWebsiteCommand({ Bucket }))).rejects.toMatchObject({
    name: 'NoSuchWebsiteConfiguration',
  });
  await cloud.s3.send(
    new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
  );
  const replicate = (Status: 'Enabled' | 'Disabled') =>
    cloud.s3.send(
      new PutBucketReplicationCommand({
        Bucket,
        ReplicationConfiguration: {
          Role: 'arn:aws:iam::000000000000:role/copier',
          Rules: [{ Status, Destination: { Bucket: `arn:aws:s3:::${Bucket}` } }],
        },
      }),
    );
  await replicate('Disabled');
  await expect(replicate('Enabled')).rejects.toThrow('replication of buckets');
  await expect(
    cloud.s3.send(
      new PutBucketWebsiteCommand({
        Bucket,
        WebsiteConfiguration: { IndexDocument: { Suffix: 'index.html' } },
      }),
    ),
  ).rejects.toThrow('websites of buckets');
});

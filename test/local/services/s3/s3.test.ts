import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';

let cloud: TestCloud;
let s3: S3Client;

beforeAll(async () => {
  cloud = await emptyCloud();
  s3 = new S3Client(cloud.settings);
});
afterAll(() => cloud.stop());

let buckets = 0;
async function aBucket(): Promise<string> {
  const Bucket = `bucket-${buckets++}`;
  await s3.send(new CreateBucketCommand({ Bucket }));
  return Bucket;
}

const text = async (Bucket: string, Key: string, Range?: string) =>
  (await s3.send(new GetObjectCommand({ Bucket, Key, Range }))).Body!.transformToString();

test('an object comes back as it was put, with its headers and metadata', async () => {
  const Bucket = await aBucket();
  await s3.send(
    new PutObjectCommand({
      Bucket,
      Key: 'a/b c+ü.txt',
      Body: 'hello',
      ContentType: 'text/plain',
      Metadata: { from: 'test' },
    }),
  );
  const { ContentType, Metadata, ETag, ContentLength } = await s3.send(
    new HeadObjectCommand({ Bucket, Key: 'a/b c+ü.txt' }),
  );
  expect({ ContentType, Metadata, ETag, ContentLength }).toEqual({
    ContentType: 'text/plain',
    Metadata: { from: 'test' },
    ETag: '"5d41402abc4b2a76b9719d911017c592"',
    ContentLength: 5,
  });
  expect(await text(Bucket, 'a/b c+ü.txt')).toBe('hello');
});

test('ranges are cut out, and past the end refused', async () => {
  const Bucket = await aBucket();
  await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: '0123456789' }));
  expect(await text(Bucket, 'k', 'bytes=2-4')).toBe('234');
  expect(await text(Bucket, 'k', 'bytes=-3')).toBe('789');
  await expect(text(Bucket, 'k', 'bytes=20-')).rejects.toMatchObject({ name: 'InvalidRange' });
});

test('a key that is not there is NoSuchKey, a bucket that is not there NoSuchBucket', async () => {
  const Bucket = await aBucket();
  await expect(text(Bucket, 'none')).rejects.toMatchObject({
    name: 'NoSuchKey',
    message: 'The specified key does not exist.',
  });
  await expect(text('no-such-bucket', 'k')).rejects.toMatchObject({ name: 'NoSuchBucket' });
});

test('a write on condition that nothing is there fails the second time', async () => {
  const Bucket = await aBucket();
  const put = () =>
    s3.send(new PutObjectCommand({ Bucket, Key: 'once', Body: 'x', IfNoneMatch: '*' }));
  await put();
  await expect(put()).rejects.toMatchObject({ name: 'PreconditionFailed' });
});

test('a versioned bucket keeps what was overwritten, and a deletion is a marker', async () => {
  const Bucket = await aBucket();
  await s3.send(
    new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
  );
  const first = await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'one' }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'two' }));
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
  await expect(text(Bucket, 'k')).rejects.toMatchObject({ name: 'NoSuchKey' });
  const old = await s3.send(new GetObjectCommand({ Bucket, Key: 'k', VersionId: first.VersionId }));
  expect(await old.Body!.transformToString()).toBe('one');
  const { Versions = [], DeleteMarkers = [] } = await s3.send(
    new ListObjectVersionsCommand({ Bucket }),
  );
  expect([Versions.length, DeleteMarkers.length]).toEqual([2, 1]);
  await expect(s3.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({
    name: 'BucketNotEmpty',
  });
});

test('listings page through, and group keys by delimiter', async () => {
  const Bucket = await aBucket();
  for (const Key of ['a/1', 'a/2', 'b/1', 'c'])
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: '' }));
  const grouped = await s3.send(new ListObjectsV2Command({ Bucket, Delimiter: '/' }));
  expect(grouped.CommonPrefixes?.map(({ Prefix }) => Prefix)).toEqual(['a/', 'b/']);
  expect(grouped.Contents?.map(({ Key }) => Key)).toEqual(['c']);
  const first = await s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: 3 }));
  const rest = await s3.send(
    new ListObjectsV2Command({ Bucket, ContinuationToken: first.NextContinuationToken }),
  );
  expect([...first.Contents!, ...rest.Contents!].map(({ Key }) => Key)).toEqual([
    'a/1',
    'a/2',
    'b/1',
    'c',
  ]);
});

test('parts become one object whose ETag counts them, and completing again is no error', async () => {
  const Bucket = await aBucket();
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'big' }));
  const bodies = ['x'.repeat(5 * 1024 * 1024), 'end'];
  const Parts: { PartNumber: number; ETag?: string }[] = [];
  for (const [index, Body] of bodies.entries()) {
    const { ETag } = await s3.send(
      new UploadPartCommand({ Bucket, Key: 'big', UploadId, PartNumber: index + 1, Body }),
    );
    Parts.push({ PartNumber: index + 1, ETag });
  }
  const complete = () =>
    s3.send(
      new CompleteMultipartUploadCommand({
        Bucket,
        Key: 'big',
        UploadId,
        MultipartUpload: { Parts },
      }),
    );
  const done = await complete();
  expect(done.ETag).toMatch(/-2"$/);
  expect((await complete()).ETag).toBe(done.ETag);
  expect((await text(Bucket, 'big')).length).toBe(bodies.join('').length);
});

test('a copy carries body and metadata', async () => {
  const Bucket = await aBucket();
  await s3.send(new PutObjectCommand({ Bucket, Key: 'from', Body: 'same', Metadata: { a: 'b' } }));
  await s3.send(new CopyObjectCommand({ Bucket, Key: 'to', CopySource: `${Bucket}/from` }));
  expect(await text(Bucket, 'to')).toBe('same');
  expect((await s3.send(new HeadObjectCommand({ Bucket, Key: 'to' }))).Metadata).toEqual({
    a: 'b',
  });
});

import { createHash } from 'node:crypto';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketVersioningCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { CompletedPart, GetObjectCommandInput } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newChecksum } from '../../../../local/services/s3/checksums/algorithms.ts';
import { s3Cloud } from './support.ts';
import type { S3Cloud } from './support.ts';

let cloud: S3Cloud;
beforeAll(async () => {
  cloud = await s3Cloud();
});
afterAll(() => cloud.stop());

const get = (Bucket: string, Key: string, more: Partial<GetObjectCommandInput> = {}) =>
  cloud.s3.send(new GetObjectCommand({ Bucket, Key, ...more }));

const versioned = async () => {
  const Bucket = await cloud.aBucket();
  await cloud.s3.send(
    new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
  );
  return Bucket;
};

test('the checksums are those of their definitions', () => {
  const sums = (['CRC32', 'CRC32C', 'CRC64NVME'] as const).map((name) => {
    const checksum = newChecksum(name);
    checksum.update(Buffer.from('1234'));
    checksum.update(Buffer.from('56789'));
    return checksum.digest().toString('hex');
  });
  expect(sums).toEqual(['cbf43926', 'e3069283', 'ae8b14860a799888']);
});

test.each(['CRC32', 'CRC32C', 'CRC64NVME'] as const)(
  '%s is the same of eight bytes at once as of one after the other',
  (name) => {
    const bytes = Buffer.from(Array.from({ length: 1003 }, (_, n) => (n * n * 7) & 0xff));
    const [whole, single] = [newChecksum(name), newChecksum(name)];
    whole.update(bytes);
    for (let at = 0; at < bytes.length; at++) single.update(bytes.subarray(at, at + 1));
    expect(whole.digest()).toEqual(single.digest());
  },
);

test('a checksum that does not fit is refused, and one that fits is kept', async () => {
  const Bucket = await cloud.aBucket();
  await expect(
    cloud.put(Bucket, 'k', 'body', {
      ChecksumSHA256: Buffer.alloc(32).toString('base64'),
    }),
  ).rejects.toThrow('The SHA256 you specified did not match the calculated checksum.');
  await expect(cloud.put(Bucket, 'k', 'body', { ChecksumSHA256: 'short' })).rejects.toThrow(
    'Value for x-amz-checksum-sha256 header is invalid.',
  );
  await expect(cloud.put(Bucket, 'k', 'body', { ContentMD5: 'AAAA' })).rejects.toMatchObject({
    name: 'InvalidDigest',
  });
  await cloud.put(Bucket, 'k', 'body', { ChecksumAlgorithm: 'SHA1' });
  const { Checksum, ObjectSize } = await cloud.s3.send(
    new GetObjectAttributesCommand({
      Bucket,
      Key: 'k',
      ObjectAttributes: ['Checksum', 'ObjectSize'],
    }),
  );
  const sha1 = createHash('sha1').update('body').digest('base64');
  expect([Checksum?.ChecksumSHA1, Checksum?.ChecksumType, ObjectSize]).toEqual([
    sha1,
    'FULL_OBJECT',
    4,
  ]);
});

test('parts are read one by one, and their checksums sum up', async () => {
  const Bucket = await cloud.aBucket();
  const name = { Bucket, Key: 'parts' };
  const { UploadId } = await cloud.s3.send(
    new CreateMultipartUploadCommand({ ...name, ChecksumAlgorithm: 'CRC32' }),
  );
  const bodies = [Buffer.alloc(5 * 1024 * 1024, 'a'), Buffer.from('end')];
  const Parts: CompletedPart[] = [];
  for (const [index, Body] of bodies.entries()) {
    const PartNumber = index + 1;
    const { ETag, ChecksumCRC32 } = await cloud.s3.send(
      new UploadPartCommand({ ...name, UploadId, PartNumber, Body, ChecksumAlgorithm: 'CRC32' }),
    );
    Parts.push({ PartNumber, ETag, ChecksumCRC32 });
  }
  const complete = (parts: CompletedPart[]) =>
    cloud.s3.send(
      new CompleteMultipartUploadCommand({
        ...name,
        UploadId,
        MultipartUpload: { Parts: parts },
      }),
    );
  await expect(complete([...Parts].reverse())).rejects.toMatchObject({ name: 'InvalidPartOrder' });
  const made = await complete(Parts);
  expect([made.ChecksumType, made.ChecksumCRC32]).toEqual([
    'COMPOSITE',
    expect.stringMatching(/-2$/) as unknown,
  ]);
  const second = await get(Bucket, 'parts', { PartNumber: 2 });
  expect([second.PartsCount, second.ContentRange, await second.Body!.transformToString()]).toEqual([
    2,
    'bytes 5242880-5242882/5242883',
    'end',
  ]);
  await expect(get(Bucket, 'parts', { PartNumber: 3 })).rejects.toMatchObject({
    name: 'InvalidPartNumber',
  });
});

test('a completion with a condition fails where somebody else wrote meanwhile', async () => {
  const Bucket = await cloud.aBucket();
  const name = { Bucket, Key: 'raced' };
  const { UploadId } = await cloud.s3.send(new CreateMultipartUploadCommand(name));
  const { ETag } = await cloud.s3.send(
    new UploadPartCommand({ ...name, UploadId, PartNumber: 1, Body: 'x' }),
  );
  await cloud.put(Bucket, 'raced');
  await cloud.s3.send(new DeleteObjectCommand(name));
  await expect(
    cloud.s3.send(
      new CompleteMultipartUploadCommand({
        ...name,
        UploadId,
        IfNoneMatch: '*',
        MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] },
      }),
    ),
  ).rejects.toMatchObject({ name: 'ConditionalRequestConflict' });
});

test('a write happens only under its conditions', async () => {
  const Bucket = await cloud.aBucket();
  const { ETag } = await cloud.put(Bucket, 'k', 'one');
  await expect(cloud.put(Bucket, 'k', 'two', { IfNoneMatch: '*' })).rejects.toMatchObject({
    name: 'PreconditionFailed',
    Condition: 'If-None-Match',
  });
  await expect(cloud.put(Bucket, 'none', 'two', { IfMatch: ETag })).rejects.toMatchObject({
    name: 'NoSuchKey',
  });
  await expect(
    cloud.put(Bucket, 'k', 'two', { IfMatch: ETag, IfNoneMatch: '*' }),
  ).rejects.toMatchObject({ name: 'NotImplemented' });
  await cloud.put(Bucket, 'k', 'two', { IfMatch: ETag });
  await expect(
    cloud.s3.send(new DeleteObjectCommand({ Bucket, Key: 'k', IfMatch: ETag })),
  ).rejects.toMatchObject({ name: 'PreconditionFailed' });
});

test('a delete marker hides the key, and its removal shows it again', async () => {
  const Bucket = await versioned();
  const first = await cloud.put(Bucket, 'k', 'one');
  const gone = await cloud.s3.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
  await expect(get(Bucket, 'k')).rejects.toMatchObject({ name: 'NoSuchKey' });
  await expect(get(Bucket, 'k', { VersionId: gone.VersionId })).rejects.toMatchObject({
    name: 'MethodNotAllowed',
  });
  await cloud.s3.send(new DeleteObjectCommand({ Bucket, Key: 'k', VersionId: gone.VersionId }));
  expect((await get(Bucket, 'k')).VersionId).toBe(first.VersionId);
  await expect(get(Bucket, 'k', { VersionId: 'no-version-at-all' })).rejects.toMatchObject({
    name: 'InvalidArgument',
  });
});

test('a copy onto itself has to change something, and conditions on its source hold', async () => {
  const Bucket = await cloud.aBucket();
  const { ETag } = await cloud.put(Bucket, 'k', 'one', { Metadata: { a: '1' } });
  const copy = (more: object) =>
    cloud.s3.send(new CopyObjectCommand({ Bucket, Key: 'k', CopySource: `${Bucket}/k`, ...more }));
  await expect(copy({})).rejects.toThrow(
    'This copy request is illegal because it is trying to copy an object to itself',
  );
  await expect(copy({ Key: 'other', CopySourceIfNoneMatch: ETag })).rejects.toMatchObject({
    name: 'PreconditionFailed',
  });
  await copy({ MetadataDirective: 'REPLACE', Metadata: { b: '2' } });
  const { Metadata } = await cloud.s3.send(new HeadObjectCommand({ Bucket, Key: 'k' }));
  expect(Metadata).toEqual({ b: '2' });
});

test('an object under the customer’s own key is read with that key only', async () => {
  const Bucket = await cloud.aBucket();
  const key = (byte: number) => ({
    SSECustomerAlgorithm: 'AES256',
    SSECustomerKey: Buffer.alloc(32, byte).toString('base64'),
  });
  await cloud.put(Bucket, 'k', 'secret', key(1));
  await expect(get(Bucket, 'k')).rejects.toThrow(
    'The object was stored using a form of Server Side Encryption.',
  );
  await expect(get(Bucket, 'k', key(2))).rejects.toMatchObject({ name: 'AccessDenied' });
  expect(await (await get(Bucket, 'k', key(1))).Body!.transformToString()).toBe('secret');
});

test('many keys go at once, each with its own outcome', async () => {
  const Bucket = await cloud.aBucket();
  await cloud.put(Bucket, 'a');
  const Objects = [{ Key: 'a' }, { Key: 'b', VersionId: 'unknown' }];
  const { Deleted, Errors } = await cloud.s3.send(
    new DeleteObjectsCommand({ Bucket, Delete: { Objects } }),
  );
  expect([Deleted, Errors]).toMatchObject([
    [{ Key: 'a' }],
    [{ Key: 'b', Code: 'NoSuchVersion', Message: 'The specified version does not exist.' }],
  ]);
});

import { createHash } from 'node:crypto';
import { DeleteObjectsCommand, PutObjectTaggingCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { s3Cloud } from './support.ts';
import type { S3Cloud } from './support.ts';

let cloud: S3Cloud;
let Bucket: string;

beforeAll(async () => {
  cloud = await s3Cloud();
  Bucket = await cloud.aBucket();
  await cloud.put(Bucket, 'key');
});
afterAll(() => cloud.stop());

/** A client that says these digests of its documents instead of the SDK's. */
function saying(said: Record<string, string>): S3Client {
  const client = new S3Client(cloud.settings);
  client.middlewareStack.add(
    (next) => (args) => {
      const { headers } = args.request as { headers: Record<string, string> };
      for (const name of Object.keys(headers)) {
        if (/checksum|content-md5/i.test(name)) delete headers[name];
      }
      Object.assign(headers, said);
      return next(args);
    },
    { step: 'build', priority: 'low' },
  );
  return client;
}

const tagging = () => new PutObjectTaggingCommand({ Bucket, Key: 'key', Tagging: { TagSet: [] } });

const md5 = (text: string) => createHash('md5').update(text).digest('base64');

test('a document is refused that is not what its digest says', async () => {
  const wrong = saying({ 'content-md5': md5('another') }).send(tagging());
  await expect(wrong).rejects.toMatchObject({ name: 'BadDigest' });
  const torn = saying({ 'content-md5': 'short' }).send(tagging());
  await expect(torn).rejects.toMatchObject({ name: 'InvalidDigest' });
  const crc = saying({ 'x-amz-checksum-crc32': 'AAAAAA==' }).send(tagging());
  await expect(crc).rejects.toMatchObject({ name: 'BadDigest' });
  await expect(saying({}).send(tagging())).resolves.toBeDefined();
});

test('DeleteObjects comes with a digest', async () => {
  const remove = new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'key' }] } });
  await expect(saying({}).send(remove)).rejects.toMatchObject({
    name: 'InvalidRequest',
    message: 'Missing required header for this request: Content-MD5 OR x-amz-checksum-*',
  });
});

import { createHash } from 'node:crypto';
import {
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutBucketEncryptionCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { PutObjectCommandInput } from '@aws-sdk/client-s3';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asRole } from '../../support/cloud.ts';
import { aRole, s3Cloud } from './support.ts';
import type { S3Cloud } from './support.ts';

let cloud: S3Cloud;
let Bucket: string;

beforeAll(async () => {
  cloud = await s3Cloud();
  Bucket = await cloud.aBucket();
});
afterAll(() => cloud.stop());

function own(letter: string) {
  const key = Buffer.alloc(32, letter);
  return {
    SSECustomerAlgorithm: 'AES256',
    SSECustomerKey: key.toString('base64'),
    SSECustomerKeyMD5: createHash('md5').update(key).digest('base64'),
  };
}

const put = (more: Partial<PutObjectCommandInput>) => cloud.put(Bucket, 'key', 'body', more);

const base64 = (text: string) => Buffer.from(text).toString('base64');

test("a customer's own key goes with no other encryption, and with its MD5", async () => {
  await expect(put({ ...own('a'), ServerSideEncryption: 'AES256' })).rejects.toMatchObject({
    name: 'InvalidArgument',
    message:
      'Server Side Encryption with Customer provided key is incompatible with the encryption method specified',
  });
  const written = new PutObjectCommand({ Bucket, Key: 'key', Body: 'body', ...own('a') });
  written.middlewareStack.add(
    (next) => (args) => {
      const { headers } = args.request as { headers: Record<string, string> };
      delete headers['x-amz-server-side-encryption-customer-key-md5'];
      return next(args);
    },
    { step: 'build', priority: 'low' },
  );
  await expect(cloud.s3.send(written)).rejects.toMatchObject({
    name: 'InvalidArgument',
    message:
      'Requests specifying Server Side Encryption with Customer provided keys must provide the client calculated MD5 of the secret key.',
  });
});

test('parts come with the key that their upload began with', async () => {
  const begin = async (more: object) =>
    (await cloud.s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'key', ...more })))
      .UploadId;
  const send = async (upload: object, part: object) =>
    cloud.s3.send(
      new UploadPartCommand({
        Bucket,
        Key: 'key',
        UploadId: await begin(upload),
        PartNumber: 1,
        Body: 'part',
        ...part,
      }),
    );
  await expect(send(own('a'), own('a'))).resolves.toBeDefined();
  await expect(send(own('a'), {})).rejects.toMatchObject({
    name: 'InvalidRequest',
    message:
      'The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.',
  });
  await expect(send(own('a'), own('b'))).rejects.toMatchObject({
    name: 'InvalidRequest',
    message: 'The provided encryption parameters did not match the ones used originally.',
  });
  await expect(send({}, own('a'))).rejects.toMatchObject({ name: 'InvalidRequest' });
});

test('a KMS key is named together with the encryption that uses it', async () => {
  await expect(put({ SSEKMSKeyId: 'alias/mine' })).rejects.toMatchObject({
    name: 'InvalidArgument',
    message:
      'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
  });
});

test('an encryption context is a base64 JSON object of texts, and is told', async () => {
  const { KeyMetadata } = await new KMSClient(cloud.settings).send(new CreateKeyCommand({}));
  const write = (text: string) =>
    put({
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: KeyMetadata!.KeyId,
      SSEKMSEncryptionContext: base64(text),
    });
  const context = base64('{"team":"ml"}');
  expect(await write('{"team":"ml"}')).toMatchObject({ SSEKMSEncryptionContext: context });
  for (const wrong of ['no json', '["team"]', '{"team":1}'])
    await expect(write(wrong)).rejects.toMatchObject({ name: 'InvalidArgument' });
});

test('a key of KMS is used for an object by those whose policy names both', async () => {
  const { KeyMetadata } = await new KMSClient(cloud.settings).send(new CreateKeyCommand({}));
  const Condition = {
    StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' },
    StringLike: { 'kms:EncryptionContext:aws:s3:arn': `arn:aws:s3:::${Bucket}/mine/*` },
  };
  const arn = await aRole(cloud, 'encrypts', [
    { Effect: 'Allow', Action: 's3:*', Resource: '*' },
    { Effect: 'Allow', Action: 'kms:GenerateDataKey', Resource: KeyMetadata!.Arn, Condition },
  ]);
  const s3 = new S3Client(asRole(cloud, arn));
  const write = (Key: string) =>
    s3.send(
      new PutObjectCommand({
        Bucket,
        Key,
        Body: 'body',
        ServerSideEncryption: 'aws:kms',
        SSEKMSKeyId: KeyMetadata!.KeyId,
      }),
    );
  await expect(write('mine/1')).resolves.toBeDefined();
  await expect(write('others/1')).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining('not authorized to perform: kms:GenerateDataKey'),
    $metadata: { httpStatusCode: 403 },
  });
});

test('reads take no word on how to encrypt', async () => {
  await put({});
  const get = new GetObjectCommand({ Bucket, Key: 'key' });
  get.middlewareStack.add(
    (next) => (args) => {
      const { headers } = args.request as { headers: Record<string, string> };
      headers['x-amz-server-side-encryption'] = 'AES256';
      return next(args);
    },
    { step: 'build', priority: 'low' },
  );
  await expect(cloud.s3.send(get)).rejects.toMatchObject({
    name: 'InvalidArgument',
    message: 'x-amz-server-side-encryption header is not supported for this operation.',
  });
});

test("a bucket may be told to take no customers' keys", async () => {
  const blocking = await cloud.aBucket();
  const Rules = [
    {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const },
      BlockedEncryptionTypes: { EncryptionType: ['SSE-C' as const] },
    },
  ];
  await cloud.s3.send(
    new PutBucketEncryptionCommand({
      Bucket: blocking,
      ServerSideEncryptionConfiguration: { Rules },
    }),
  );
  const written = cloud.put(blocking, 'key', 'body', own('a'));
  await expect(written).rejects.toMatchObject({ name: 'AccessDenied' });
});

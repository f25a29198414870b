import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  GetBucketAclCommand,
  GetObjectAclCommand,
  PutBucketAclCommand,
  PutBucketOwnershipControlsCommand,
  PutObjectAclCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { s3Cloud } from './support.ts';
import type { S3Cloud } from './support.ts';

let cloud: S3Cloud;
beforeAll(async () => (cloud = await s3Cloud()));
afterAll(() => cloud.stop());

const LOGGERS = 'http://acs.amazonaws.com/groups/s3/LogDelivery';
const EVERYBODY = 'http://acs.amazonaws.com/groups/global/AllUsers';

/** A bucket that takes access control lists, public ones too. */
async function open(): Promise<string> {
  const Bucket = await cloud.aBucket({ ObjectOwnership: 'ObjectWriter' });
  await cloud.s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
  return Bucket;
}

const unsigned = async (path: string) => (await fetch(`${cloud.settings.endpoint}/${path}`)).status;

test('a bucket of today takes no list but the one that says what holds anyway', async () => {
  const Bucket = await cloud.aBucket();
  await expect(
    cloud.s3.send(new PutBucketAclCommand({ Bucket, ACL: 'private' })),
  ).rejects.toMatchObject({
    name: 'AccessControlListNotSupported',
    message: 'The bucket does not allow ACLs',
  });
  await expect(cloud.put(Bucket, 'a', 'a', { ACL: 'public-read' })).rejects.toThrow(
    'The bucket does not allow ACLs',
  );
  await cloud.put(Bucket, 'a', 'a', { ACL: 'bucket-owner-full-control' });
});

test('an object that everybody may read is read without a signature, and no other is', async () => {
  const Bucket = await open();
  await cloud.put(Bucket, 'shown', 'x', { ACL: 'public-read' });
  await cloud.put(Bucket, 'hidden', 'x');
  expect(await unsigned(`${Bucket}/shown`)).toBe(200);
  expect(await unsigned(`${Bucket}/hidden`)).toBe(403);
  await cloud.s3.send(new PutObjectAclCommand({ Bucket, Key: 'shown', ACL: 'private' }));
  expect(await unsigned(`${Bucket}/shown`)).toBe(403);
});

test('a public bucket is listed, but its objects are not read', async () => {
  const Bucket = await open();
  await cloud.put(Bucket, 'a');
  await cloud.s3.send(new PutBucketAclCommand({ Bucket, ACL: 'public-read' }));
  expect(await unsigned(Bucket)).toBe(200);
  expect(await unsigned(`${Bucket}/a`)).toBe(403);
});

test('public lists can be kept out, and can be ignored', async () => {
  const Bucket = await open();
  await cloud.put(Bucket, 'a', 'a', { ACL: 'public-read' });
  const block = (rules: object) =>
    cloud.s3.send(
      new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: rules }),
    );
  await block({ BlockPublicAcls: true });
  expect(await unsigned(`${Bucket}/a`)).toBe(200);
  await expect(
    cloud.s3.send(new PutBucketAclCommand({ Bucket, ACL: 'public-read' })),
  ).rejects.toMatchObject({ name: 'AccessDenied' });
  await block({ IgnorePublicAcls: true });
  expect(await unsigned(`${Bucket}/a`)).toBe(403);
});

test('headers and documents grant to groups and canonical users', async () => {
  const Bucket = await open();
  await cloud.put(Bucket, 'a', 'a', { GrantRead: `uri="${LOGGERS}"` });
  const object = await cloud.s3.send(new GetObjectAclCommand({ Bucket, Key: 'a' }));
  expect(object.Grants).toEqual([{ Grantee: { Type: 'Group', URI: LOGGERS }, Permission: 'READ' }]);
  await expect(
    cloud.s3.send(new PutBucketAclCommand({ Bucket, GrantRead: 'id="nobody"' })),
  ).rejects.toMatchObject({ name: 'InvalidArgument', message: 'Invalid id' });
  const Grants = [
    { Grantee: { Type: 'Group' as const, URI: EVERYBODY }, Permission: 'READ_ACP' as const },
  ];
  const AccessControlPolicy = { Owner: object.Owner, Grants };
  await cloud.s3.send(new PutBucketAclCommand({ Bucket, AccessControlPolicy }));
  const bucket = await cloud.s3.send(new GetBucketAclCommand({ Bucket }));
  expect(bucket.Grants).toEqual(Grants);
});

test('lists and an owner who owns everything exclude each other', async () => {
  const Bucket = await open();
  await cloud.s3.send(new PutBucketAclCommand({ Bucket, ACL: 'authenticated-read' }));
  const enforce = new PutBucketOwnershipControlsCommand({
    Bucket,
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
  });
  await expect(cloud.s3.send(enforce)).rejects.toMatchObject({
    name: 'InvalidBucketAclWithObjectOwnership',
  });
  await expect(
    cloud.s3.send(new CreateBucketCommand({ Bucket: 'born-open', ACL: 'public-read' })),
  ).rejects.toMatchObject({ name: 'InvalidBucketAclWithObjectOwnership' });
});

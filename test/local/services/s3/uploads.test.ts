import {
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asRole } from '../../support/cloud.ts';
import { s3Cloud } from './support.ts';
import type { S3Cloud } from './support.ts';

let cloud: S3Cloud;
beforeAll(async () => (cloud = await s3Cloud()));
afterAll(() => cloud.stop());

/** A client that signs as a session of a role which may do everything in S3. */
async function uploader(): Promise<S3Client> {
  const iam = new IAMClient(cloud.settings);
  const RoleName = 'uploader';
  const trust = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' };
  const document = (statement: object) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document(trust) }),
  );
  const PolicyDocument = document({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'all', PolicyDocument }));
  return new S3Client(asRole(cloud, Role!.Arn!));
}

test('an upload tells who began it, and who will own what comes of it', async () => {
  const Bucket = await cloud.aBucket();
  const begin = async (client: S3Client, Key: string) => {
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    return cloud.s3.send(new ListPartsCommand({ Bucket, Key, UploadId }));
  };
  const { Owner, Initiator } = await begin(cloud.s3, 'a');
  expect(Initiator).toEqual({ ...Owner, DisplayName: 'root' });
  const session = `arn:aws:sts::${cloud.running.cloud.accountId}:assumed-role/uploader/test`;
  const byRole = await begin(await uploader(), 'b');
  expect([byRole.Owner, byRole.Initiator]).toEqual([
    Owner,
    { ID: session, DisplayName: 'uploader/test' },
  ]);
  const { Uploads } = await cloud.s3.send(new ListMultipartUploadsCommand({ Bucket }));
  expect(Uploads!.map((each) => each.Initiator)).toEqual([Initiator, byRole.Initiator]);
});

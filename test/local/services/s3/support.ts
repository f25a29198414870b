import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import type { CreateBucketCommandInput, PutObjectCommandInput } from '@aws-sdk/client-s3';
import { emptyCloud } from '../../support/cloud.ts';
import type { TestCloud } from '../../support/cloud.ts';

/** A cloud with a client of S3 and words for what tests do all the time. */
export interface S3Cloud extends TestCloud {
  readonly s3: S3Client;
  aBucket(more?: Partial<CreateBucketCommandInput>): Promise<string>;
  put(
    Bucket: string,
    Key: string,
    Body?: PutObjectCommandInput['Body'],
    more?: Partial<PutObjectCommandInput>,
  ): Promise<{ ETag?: string; VersionId?: string; Expiration?: string }>;
  /** Lets days of the virtual clock go by. */
  days(count: number): Promise<unknown>;
}

/** A role with one policy, which the account may assume. */
export async function aRole(
  { settings }: TestCloud,
  RoleName: string,
  Statement: readonly object[],
): Promise<string> {
  const iam = new IAMClient(settings);
  const Principal = { AWS: 'arn:aws:iam::000000000000:root' };
  const trust = { Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }] };
  const AssumeRolePolicyDocument = JSON.stringify(trust);
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument }));
  return Role!.Arn!;
}

/** Starts an empty cloud for buckets. */
export async function s3Cloud(): Promise<S3Cloud> {
  const cloud = await emptyCloud();
  const s3 = new S3Client(cloud.settings);
  let buckets = 0;
  const { dispatcher, cloud: inside } = cloud.running;
  return {
    ...cloud,
    s3,
    aBucket: async (more = {}) => {
      const Bucket = `bucket-${buckets++}`;
      await s3.send(new CreateBucketCommand({ Bucket, ...more }));
      return Bucket;
    },
    put: (Bucket, Key, Body = Key, more = {}) =>
      s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more })),
    days: (count) => dispatcher.advanceTo(inside.world.now() + count * 86_400_000),
  };
}

import { HTTP_STATUS, action } from '../../../kernel/index.ts';
import { bucketNamed, onBucket, policyOf } from '../buckets.ts';
import { accessDenied, s3Error } from '../errors.ts';
import { policyDocument } from '../policy-document.ts';
import { publicAccessBlock } from '../configurations/access.ts';
import { isPublic } from '../public-policy.ts';

type BucketInput = { readonly Bucket: string };

/** PutBucketPolicy. */
export const putBucketPolicy = action(
  'PutBucketPolicy',
  onBucket('PutBucketPolicy'),
  ({ Bucket, Policy }: BucketInput & { readonly Policy: string }, { cloud, principal }) => {
    const bucket = bucketNamed(Bucket, cloud);
    const policy = policyDocument(Policy, bucket.name);
    if (isPublic(policy) && publicAccessBlock(bucket)?.BlockPublicPolicy) {
      throw accessDenied(
        `User: ${principal.arn} is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::${Bucket}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
      );
    }
    cloud.db.run('UPDATE s3_buckets SET policy = ? WHERE name = ?', Policy, Bucket);
    return { [HTTP_STATUS]: 204 };
  },
);

/** GetBucketPolicy. */
export const getBucketPolicy = action(
  'GetBucketPolicy',
  onBucket('GetBucketPolicy'),
  ({ Bucket }: BucketInput, { cloud }) => {
    const { policy } = bucketNamed(Bucket, cloud);
    if (!policy) throw noPolicy(Bucket);
    return { Policy: policy };
  },
);

/** GetBucketPolicyStatus: is the bucket public by its policy? */
export const getBucketPolicyStatus = action(
  'GetBucketPolicyStatus',
  onBucket('GetBucketPolicyStatus'),
  ({ Bucket }: BucketInput, { cloud }) => {
    bucketNamed(Bucket, cloud);
    const policy = policyOf(Bucket, cloud);
    if (!policy) throw noPolicy(Bucket);
    return { PolicyStatus: { IsPublic: isPublic(policy) } };
  },
);

/** DeleteBucketPolicy. */
export const deleteBucketPolicy = action(
  'DeleteBucketPolicy',
  onBucket('DeleteBucketPolicy'),
  ({ Bucket }: BucketInput, { cloud }) => {
    bucketNamed(Bucket, cloud);
    cloud.db.run('UPDATE s3_buckets SET policy = NULL WHERE name = ?', Bucket);
    return {};
  },
);

function noPolicy(bucket: string) {
  return s3Error('NoSuchBucketPolicy', 'The bucket policy does not exist', 404, {
    BucketName: bucket,
  });
}

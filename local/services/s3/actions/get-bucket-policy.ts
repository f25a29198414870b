import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { bucketNamed, onBucket } from '../buckets.ts';

/** GetBucketPolicy. */
export const getBucketPolicy = action(
  'GetBucketPolicy',
  onBucket('GetBucketPolicy'),
  ({ Bucket }: { readonly Bucket: string }, { cloud }) => {
    const { policy } = bucketNamed(Bucket, cloud);
    if (!policy)
      throw new AwsError('NoSuchBucketPolicy', 'The bucket policy does not exist', {
        status: 404,
        members: { BucketName: Bucket },
      });
    return { Policy: policy };
  },
);

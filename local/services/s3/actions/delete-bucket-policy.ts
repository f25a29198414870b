import { action } from '../../../kernel/index.ts';
import { bucketNamed, onBucket } from '../buckets.ts';

/** DeleteBucketPolicy. */
export const deleteBucketPolicy = action(
  'DeleteBucketPolicy',
  onBucket('DeleteBucketPolicy'),
  ({ Bucket }: { readonly Bucket: string }, { cloud }) => {
    bucketNamed(Bucket, cloud);
    cloud.db.run('UPDATE s3_buckets SET policy = NULL WHERE name = ?', Bucket);
    return {};
  },
);

import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { bucketNamed, onBucket } from '../buckets.ts';

/** DeleteBucket. Old versions and delete markers count: such a bucket is not empty. */
export const deleteBucket = action(
  'DeleteBucket',
  onBucket('DeleteBucket'),
  ({ Bucket }: { readonly Bucket: string }, { cloud }) => {
    bucketNamed(Bucket, cloud);
    if (cloud.db.get('SELECT key FROM s3_objects WHERE bucket = ? LIMIT 1', Bucket)) {
      throw new AwsError(
        'BucketNotEmpty',
        'The bucket you tried to delete is not empty. You must delete all versions in the bucket.',
        { status: 409, members: { BucketName: Bucket } },
      );
    }
    cloud.db.run('DELETE FROM s3_buckets WHERE name = ?', Bucket);
    return {};
  },
);

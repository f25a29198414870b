import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { onBucket } from '../buckets.ts';

/** CreateBucket. Creating one's own bucket again succeeds, as in us-east-1. */
export const createBucket = action(
  'CreateBucket',
  onBucket('CreateBucket'),
  ({ Bucket }: { readonly Bucket: string }, { cloud }) => {
    if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(Bucket)) {
      throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.', {
        status: 400,
        members: { BucketName: Bucket },
      });
    }
    cloud.db.run(
      "INSERT OR IGNORE INTO s3_buckets VALUES (?, ?, '', 0, NULL, '{}')",
      Bucket,
      cloud.world.now(),
    );
    return { Location: `/${Bucket}` };
  },
);

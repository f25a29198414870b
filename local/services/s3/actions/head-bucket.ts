import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { onBucket } from '../buckets.ts';

/** HeadBucket. */
export const headBucket = action(
  'HeadBucket',
  onBucket('ListBucket'),
  ({ Bucket }: { readonly Bucket: string }, { cloud }) => {
    if (!cloud.db.get('SELECT name FROM s3_buckets WHERE name = ?', Bucket))
      throw new AwsError('NotFound', 'Not Found', { status: 404 });
    return { BucketRegion: cloud.region };
  },
);

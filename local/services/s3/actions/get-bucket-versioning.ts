import { action } from '../../../kernel/index.ts';
import { bucketNamed, onBucket } from '../buckets.ts';

/** GetBucketVersioning: a bucket that never had it answers nothing. */
export const getBucketVersioning = action(
  'GetBucketVersioning',
  onBucket('GetBucketVersioning'),
  ({ Bucket }: { readonly Bucket: string }, { cloud }) => ({
    Status: bucketNamed(Bucket, cloud).versioning || undefined,
  }),
);

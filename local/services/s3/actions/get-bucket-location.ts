import { action } from '../../../kernel/index.ts';
import { bucketNamed, onBucket } from '../buckets.ts';

/** GetBucketLocation: us-east-1 is the empty word. */
export const getBucketLocation = action(
  'GetBucketLocation',
  onBucket('GetBucketLocation'),
  ({ Bucket }: { readonly Bucket: string }, { cloud }) => {
    bucketNamed(Bucket, cloud);
    return { LocationConstraint: cloud.region === 'us-east-1' ? undefined : cloud.region };
  },
);

import { action } from '../../../kernel/index.ts';
import { bucketNamed, onBucket } from '../buckets.ts';

/** Input of PutBucketVersioning. */
export interface PutBucketVersioningInput {
  readonly Bucket: string;
  readonly VersioningConfiguration: { readonly Status?: 'Enabled' | 'Suspended' };
}

/** PutBucketVersioning. */
export const putBucketVersioning = action(
  'PutBucketVersioning',
  onBucket('PutBucketVersioning'),
  (input: PutBucketVersioningInput, { cloud }) => {
    bucketNamed(input.Bucket, cloud);
    cloud.db.run(
      'UPDATE s3_buckets SET versioning = ? WHERE name = ?',
      input.VersioningConfiguration.Status ?? '',
      input.Bucket,
    );
    return {};
  },
);

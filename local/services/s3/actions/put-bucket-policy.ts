import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { bucketNamed, onBucket } from '../buckets.ts';

/** PutBucketPolicy. */
export const putBucketPolicy = action(
  'PutBucketPolicy',
  onBucket('PutBucketPolicy'),
  (input: { readonly Bucket: string; readonly Policy: string }, { cloud }) => {
    bucketNamed(input.Bucket, cloud);
    try {
      JSON.parse(input.Policy);
    } catch (cause) {
      throw new AwsError(
        'MalformedPolicy',
        "Policies must be valid JSON and the first byte must be '{'",
        { status: 400, cause },
      );
    }
    cloud.db.run('UPDATE s3_buckets SET policy = ? WHERE name = ?', input.Policy, input.Bucket);
    return {};
  },
);

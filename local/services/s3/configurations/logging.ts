import { findBucket } from '../buckets.ts';
import type { BucketRow } from '../buckets.ts';
import { malformedXml, s3Error } from '../errors.ts';
import type { CheckContext } from './table.ts';

/** Where a bucket's access logs would go. */
export interface LoggingStatus {
  readonly LoggingEnabled?: {
    readonly TargetBucket?: string;
    readonly TargetPrefix?: string;
  };
}

/** Checks that the target is there and lies in the bucket's own region; nothing takes logging away. */
export function checkLogging(
  value: LoggingStatus,
  { bucket, cloud }: CheckContext,
): LoggingStatus | undefined {
  if (!value.LoggingEnabled) return undefined;
  const { TargetBucket, TargetPrefix } = value.LoggingEnabled;
  if (!TargetBucket || TargetPrefix === undefined) throw malformedXml();
  const target = findBucket(TargetBucket, cloud);
  if (!target) {
    throw s3Error(
      'InvalidTargetBucketForLogging',
      'The target bucket for logging does not exist',
      400,
      { TargetBucket },
    );
  }
  if (target.region !== bucket.region) throw crossLocation(bucket, target);
  return value;
}

/** us-east-1 has no name among the locations: recorded from AWS. */
function crossLocation(bucket: BucketRow, target: BucketRow) {
  const named = (region: string) => (region === 'us-east-1' ? undefined : region);
  return s3Error(
    'CrossLocationLoggingProhibitted',
    'Cross S3 location logging not allowed. ',
    403,
    {
      SourceBucketLocation: named(bucket.region),
      TargetBucketLocation: named(target.region),
    },
  );
}

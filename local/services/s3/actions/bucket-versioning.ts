import { NotEmulated } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { bucketNamed, onBucket } from '../buckets.ts';
import { malformedXml, s3Error } from '../errors.ts';
import { lockOf } from '../lock.ts';

/** Input of PutBucketVersioning. */
export interface PutBucketVersioningInput {
  readonly Bucket: string;
  readonly VersioningConfiguration?: { readonly Status?: string; readonly MFADelete?: string };
}

/** PutBucketVersioning: a bucket that has had versions never becomes unversioned again. */
export const putBucketVersioning = action(
  'PutBucketVersioning',
  onBucket('PutBucketVersioning'),
  ({ Bucket, VersioningConfiguration }: PutBucketVersioningInput, { cloud }) => {
    const bucket = bucketNamed(Bucket, cloud);
    const status = VersioningConfiguration?.Status;
    if (status === undefined || status === '') {
      throw s3Error(
        'IllegalVersioningConfigurationException',
        'The Versioning element must be specified',
      );
    }
    if (status !== 'Enabled' && status !== 'Suspended') throw malformedXml();
    if (VersioningConfiguration?.MFADelete === 'Enabled')
      throw new NotEmulated('MFA delete', 'leave MfaDelete out: nobody has such a device here');
    if (status === 'Suspended' && lockOf(bucket)) {
      throw s3Error(
        'InvalidBucketState',
        'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
        409,
      );
    }
    cloud.db.run('UPDATE s3_buckets SET versioning = ? WHERE name = ?', status, Bucket);
    return {};
  },
);

/** GetBucketVersioning: a bucket that never had it answers nothing. */
export const getBucketVersioning = action(
  'GetBucketVersioning',
  onBucket('GetBucketVersioning'),
  ({ Bucket }: { readonly Bucket: string }, { cloud }) => ({
    Status: bucketNamed(Bucket, cloud).versioning || undefined,
  }),
);

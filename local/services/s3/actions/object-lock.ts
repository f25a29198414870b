import { action } from '../../../kernel/index.ts';
import { bucketNamed, configurationOf, configure, onBucket } from '../buckets.ts';
import { accessDenied, malformedXml, s3Error } from '../errors.ts';
import { checkedRetention, demandBypass, demandLock, holds, isMode, lockOf } from '../lock.ts';
import type { LockConfiguration } from '../lock.ts';
import { attributesOf, updateAttributes } from '../object-row.ts';
import { objectNamed, onObject } from '../objects.ts';
import type { ObjectName } from '../objects.ts';

/** Years a bucket may lock by default. Source: S3 user guide, object-lock-managing. */
const LONGEST_YEARS = 100;

/** Input of PutObjectRetention. */
export interface PutRetentionInput extends ObjectName {
  readonly Retention?: { readonly Mode?: string; readonly RetainUntilDate?: Date };
  readonly BypassGovernanceRetention?: boolean;
}

/** PutObjectRetention: longer is always allowed, shorter only to those who bypass governance. */
export const putObjectRetention = action(
  'PutObjectRetention',
  onObject('PutObjectRetention'),
  (input: PutRetentionInput, context) => {
    const { cloud } = context;
    demandLock(bucketNamed(input.Bucket, cloud));
    const row = objectNamed(input, context);
    const { Mode, RetainUntilDate } = input.Retention ?? {};
    if ((Mode === undefined) !== (RetainUntilDate === undefined)) throw malformedXml();
    if (Mode !== undefined && !isMode(Mode)) throw malformedXml();
    const next =
      Mode === undefined || RetainUntilDate === undefined
        ? undefined
        : checkedRetention(Mode, RetainUntilDate, cloud.world.now());
    const old = attributesOf(row).retention;
    const weaker =
      !next || next.RetainUntilDate < (old?.RetainUntilDate ?? '') || next.Mode !== old?.Mode;
    if (old && holds(old, context) && weaker) {
      if (old.Mode === 'COMPLIANCE' || !input.BypassGovernanceRetention)
        throw accessDenied('Access Denied because object protected by object lock.');
      demandBypass(input.Bucket, input.Key, context);
    }
    updateAttributes(row, { retention: next }, cloud);
    return {};
  },
);

/** GetObjectRetention. */
export const getObjectRetention = action(
  'GetObjectRetention',
  onObject('GetObjectRetention'),
  (input: ObjectName, context) => {
    demandLock(bucketNamed(input.Bucket, context.cloud));
    const { retention } = attributesOf(objectNamed(input, context));
    if (!retention) throw noLock();
    const { Mode, RetainUntilDate } = retention;
    return { Retention: { Mode, RetainUntilDate: new Date(RetainUntilDate) } };
  },
);

/** PutObjectLegalHold. */
export const putObjectLegalHold = action(
  'PutObjectLegalHold',
  onObject('PutObjectLegalHold'),
  (input: ObjectName & { readonly LegalHold?: { readonly Status?: string } }, context) => {
    const bucket = bucketNamed(input.Bucket, context.cloud);
    const row = objectNamed(input, context);
    const status = input.LegalHold?.Status;
    if (input.LegalHold === undefined) throw malformedXml();
    demandLock(bucket);
    if (status !== 'ON' && status !== 'OFF') throw malformedXml();
    updateAttributes(row, { legalHold: status }, context.cloud);
    return {};
  },
);

/** GetObjectLegalHold. */
export const getObjectLegalHold = action(
  'GetObjectLegalHold',
  onObject('GetObjectLegalHold'),
  (input: ObjectName, context) => {
    const bucket = bucketNamed(input.Bucket, context.cloud);
    const { legalHold } = attributesOf(objectNamed(input, context));
    demandLock(bucket);
    if (!legalHold) throw noLock();
    return { LegalHold: { Status: legalHold } };
  },
);

/** PutObjectLockConfiguration: needs versions; a lock is never taken off again. */
export const putObjectLockConfiguration = action(
  'PutObjectLockConfiguration',
  onBucket('PutBucketObjectLockConfiguration'),
  (
    input: { readonly Bucket: string; readonly ObjectLockConfiguration?: LockConfiguration },
    { cloud },
  ) => {
    const bucket = bucketNamed(input.Bucket, cloud);
    if (bucket.versioning !== 'Enabled') {
      throw s3Error(
        'InvalidBucketState',
        "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
        409,
      );
    }
    const next = input.ObjectLockConfiguration;
    if (next?.ObjectLockEnabled !== 'Enabled') throw malformedXml();
    checkDefault(next);
    configure(input.Bucket, 'lock', next, cloud);
    return {};
  },
);

/** GetObjectLockConfiguration. */
export const getObjectLockConfiguration = action(
  'GetObjectLockConfiguration',
  onBucket('GetBucketObjectLockConfiguration'),
  (input: { readonly Bucket: string }, { cloud }) => {
    const bucket = bucketNamed(input.Bucket, cloud);
    if (!lockOf(bucket)) {
      throw s3Error(
        'ObjectLockConfigurationNotFoundError',
        'Object Lock configuration does not exist for this bucket',
        404,
        { BucketName: input.Bucket },
      );
    }
    return { ObjectLockConfiguration: configurationOf<LockConfiguration>(bucket, 'lock') };
  },
);

function checkDefault({ Rule }: LockConfiguration): void {
  if (!Rule) return;
  const { Mode, Days, Years } = Rule.DefaultRetention ?? {};
  const known = Mode === 'GOVERNANCE' || Mode === 'COMPLIANCE';
  if (!known || (Days === undefined) === (Years === undefined)) throw malformedXml();
  if ((Days ?? Years ?? 0) <= 0)
    throw s3Error('InvalidArgument', 'Default retention period must be a positive integer value.');
  if ((Days ?? 0) > LONGEST_YEARS * 365 || (Years ?? 0) > LONGEST_YEARS)
    throw s3Error('InvalidArgument', 'Default retention period is too long.');
}

function noLock() {
  return s3Error(
    'NoSuchObjectLockConfiguration',
    'The specified object does not have a ObjectLock configuration',
    404,
  );
}

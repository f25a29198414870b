import { action } from '../../../kernel/index.ts';
import { demandGrants } from '../acl/input.ts';
import type { AclInput } from '../acl/input.ts';
import { bucketList, checkListAllowed, describeList } from '../acl/rules.ts';
import { bucketNamed, configure, onBucket } from '../buckets.ts';

/** GetBucketAcl: the owner has everything, unless the bucket takes lists and was given another. */
export const getBucketAcl = action(
  'GetBucketAcl',
  onBucket('GetBucketAcl'),
  ({ Bucket }: { readonly Bucket: string }, { cloud }) => {
    const bucket = bucketNamed(Bucket, cloud);
    return describeList(bucketList(bucket), bucket, cloud);
  },
);

/** PutBucketAcl. */
export const putBucketAcl = action(
  'PutBucketAcl',
  onBucket('PutBucketAcl'),
  (input: AclInput & { readonly Bucket: string }, { cloud }) => {
    const bucket = bucketNamed(input.Bucket, cloud);
    const grants = demandGrants(input, cloud);
    checkListAllowed(grants, bucket);
    configure(input.Bucket, 'acl', grants, cloud);
    return {};
  },
);

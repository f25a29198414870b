import { action } from '../../../kernel/index.ts';
import { demandAcl, ownersAcl } from '../acl.ts';
import type { AclInput } from '../acl.ts';
import { bucketNamed, onBucket } from '../buckets.ts';

/** GetBucketAcl: the owner has everything. */
export const getBucketAcl = action(
  'GetBucketAcl',
  onBucket('GetBucketAcl'),
  ({ Bucket }: { readonly Bucket: string }, { cloud }) => {
    bucketNamed(Bucket, cloud);
    return ownersAcl(cloud);
  },
);

/** PutBucketAcl: takes what leaves everything with the owner. */
export const putBucketAcl = action(
  'PutBucketAcl',
  onBucket('PutBucketAcl'),
  (input: AclInput & { readonly Bucket: string }, { cloud }) => {
    bucketNamed(input.Bucket, cloud);
    demandAcl(input);
    return {};
  },
);

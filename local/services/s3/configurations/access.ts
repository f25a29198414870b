import { configurationOf } from '../buckets.ts';
import type { BucketRow } from '../buckets.ts';

/** Settings of public access. */
export interface PublicAccessBlock {
  readonly BlockPublicAcls?: boolean;
  readonly IgnorePublicAcls?: boolean;
  readonly BlockPublicPolicy?: boolean;
  readonly RestrictPublicBuckets?: boolean;
}

/** Whom the objects of a bucket belong to. */
export interface OwnershipControls {
  readonly Rules?: readonly { readonly ObjectOwnership?: string }[];
}

/** What a new bucket has, since April 2023. */
export const BLOCK_ALL: PublicAccessBlock = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};
/** What a new bucket has, since April 2023: its owner owns everything. */
export const OWNER_ENFORCED: OwnershipControls = {
  Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }],
};

/** The settings of public access that hold for a bucket; undefined where they were removed. */
export function publicAccessBlock(bucket: BucketRow): PublicAccessBlock | undefined {
  const stored = configurationOf<PublicAccessBlock | null>(bucket, 'publicAccess');
  return stored === undefined ? BLOCK_ALL : (stored ?? undefined);
}

/** Whom the objects of a bucket belong to; undefined where the setting was removed. */
export function ownershipOf(bucket: BucketRow): string | undefined {
  const stored = configurationOf<OwnershipControls | null>(bucket, 'ownership');
  return (stored === undefined ? OWNER_ENFORCED : stored)?.Rules?.[0]?.ObjectOwnership;
}

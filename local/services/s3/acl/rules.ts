import type { Cloud } from '../../../kernel/index.ts';
import { configurationOf, owner } from '../buckets.ts';
import type { BucketRow } from '../buckets.ts';
import { ownershipOf, publicAccessBlock } from '../configurations/access.ts';
import { accessDenied, s3Error } from '../errors.ts';
import { isPublicList, ownersGrants, reachesOthers } from './grants.ts';
import type { Grant } from './grants.ts';
import { grantsOf } from './input.ts';
import type { AclInput } from './input.ts';

/** True where lists count in a bucket: not where everything belongs to its owner. */
export function takesLists(bucket: BucketRow): boolean {
  const ownership = ownershipOf(bucket);
  return ownership !== 'BucketOwnerEnforced';
}

/** Throws where a bucket takes no lists, or no public ones. */
export function checkListAllowed(grants: readonly Grant[], bucket: BucketRow): void {
  if (!takesLists(bucket))
    throw s3Error('AccessControlListNotSupported', 'The bucket does not allow ACLs');
  if (isPublicList(grants) && publicAccessBlock(bucket)?.BlockPublicAcls) throw accessDenied();
}

/**
 * The list that an object is written with; undefined where it is the owner's alone. In a bucket that
 * takes no lists, one that gives nobody else anything is passed over.
 */
export function listForObject(
  input: AclInput,
  bucket: BucketRow,
  cloud: Cloud,
): readonly Grant[] | undefined {
  const grants = grantsOf(input, cloud);
  if (!grants) return undefined;
  if (!takesLists(bucket) && !reachesOthers(grants, cloud)) return undefined;
  checkListAllowed(grants, bucket);
  return grants;
}

/** The list as it is told: where lists do not count, the owner has everything. */
export function describeList(
  grants: readonly Grant[] | undefined,
  bucket: BucketRow,
  cloud: Cloud,
) {
  const told = takesLists(bucket) ? grants : undefined;
  return { Owner: owner(cloud), Grants: told ?? ownersGrants(cloud) };
}

/** The list that was written for a bucket. */
export function bucketList(bucket: BucketRow): readonly Grant[] | undefined {
  return configurationOf<readonly Grant[]>(bucket, 'acl');
}

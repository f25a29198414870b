import type { ActionContext, Permission, Principal } from '../../../kernel/index.ts';
import { bucketNamed, findBucket } from '../buckets.ts';
import { publicAccessBlock } from '../configurations/access.ts';
import { accessDenied } from '../errors.ts';
import { listsAllow } from './effect.ts';

/** Those who may need a grant: the account may do all, and services are let in by policies alone. */
const ASKED: ReadonlySet<Principal['kind']> = new Set(['role', 'user', 'anonymous']);

/**
 * The permission with what access control lists grant. Nobody is let in by a public policy where the
 * bucket is restricted. That a bucket is not there is told before anybody is asked for.
 */
export function withGrants(
  permission: Permission,
  version: string | undefined,
  { cloud, principal }: ActionContext,
): Permission {
  if (!ASKED.has(principal.kind)) return permission;
  const name = /^arn:aws:s3:::([^/]+)/.exec(permission.resource)?.[1];
  const nobody = principal.kind === 'anonymous';
  const known = name !== undefined && permission.action !== 's3:CreateBucket';
  if (nobody && !known) throw accessDenied();
  if (!known) return permission;
  const bucket = nobody ? bucketNamed(name, cloud) : findBucket(name, cloud);
  if (!bucket) return permission;
  const restricted = nobody && publicAccessBlock(bucket)?.RestrictPublicBuckets === true;
  const byList = listsAllow({ permission, bucket, version }, principal, cloud);
  if (nobody && !byList && (restricted || !bucket.policy)) throw accessDenied();
  if (!byList) return permission;
  const { action: Action, resource: Resource, resourcePolicy } = permission;
  const statements = [resourcePolicy?.Statement ?? []].flat();
  const own = statements.filter(({ Effect }) => !restricted || Effect === 'Deny');
  const granted = { Effect: 'Allow', Principal: '*', Action, Resource } as const;
  return { ...permission, resourcePolicy: { Statement: [...own, granted] } };
}

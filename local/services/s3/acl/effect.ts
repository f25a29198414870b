import type { Cloud, Permission, Principal } from '../../../kernel/index.ts';
import type { BucketRow } from '../buckets.ts';
import { publicAccessBlock } from '../configurations/access.ts';
import { attributesOf, newest, versionOf } from '../object-row.ts';
import type { ObjectRow } from '../object-row.ts';
import { ALL_USERS, AUTHENTICATED_USERS } from './grants.ts';
import type { Grant } from './grants.ts';
import { bucketList, takesLists } from './rules.ts';

type Actions = Readonly<Record<string, readonly string[]>>;

/** Source of both: S3 user guide, "Mapping of ACL permissions and access policy permissions". */
const OF_BUCKET: Actions = {
  READ: ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'],
  READ_ACP: ['s3:GetBucketAcl'],
  WRITE: ['s3:PutObject'],
  WRITE_ACP: ['s3:PutBucketAcl'],
};
const OF_OBJECT: Actions = {
  READ: ['s3:GetObject', 's3:GetObjectVersion'],
  READ_ACP: ['s3:GetObjectAcl', 's3:GetObjectVersionAcl'],
  WRITE_ACP: ['s3:PutObjectAcl', 's3:PutObjectVersionAcl'],
};

/** Of an object that is not there: who may list the bucket is told so. */
const OF_NO_OBJECT: Actions = {
  ...OF_BUCKET,
  READ: [...OF_BUCKET.READ!, ...OF_OBJECT.READ!],
};

/** What a permission is asked for. */
export interface Asked {
  readonly permission: Permission;
  readonly bucket: BucketRow;
  /** @default - the newest */
  readonly version?: string;
}

/** True where a list lets the principal in, as one of everybody or of everybody who signs. */
export function listsAllow(asked: Asked, principal: Principal, cloud: Cloud): boolean {
  const { bucket, permission } = asked;
  if (!takesLists(bucket) || publicAccessBlock(bucket)?.IgnorePublicAcls) return false;
  const groups = principal.kind === 'anonymous' ? [ALL_USERS] : [ALL_USERS, AUTHENTICATED_USERS];
  const allow = (grants: readonly Grant[] | undefined, actions: Actions) =>
    grants?.some(
      ({ Grantee: { URI }, Permission: granted }) =>
        URI !== undefined &&
        groups.includes(URI) &&
        actionsOf(granted, actions).includes(permission.action),
    ) ?? false;
  const named = objectNamedBy(asked, cloud);
  if (allow(bucketList(bucket), named === 'missing' ? OF_NO_OBJECT : OF_BUCKET)) return true;
  return typeof named === 'object' && allow(attributesOf(named).acl, OF_OBJECT);
}

function actionsOf(granted: string, actions: Actions): readonly string[] {
  return granted === 'FULL_CONTROL' ? Object.values(actions).flat() : (actions[granted] ?? []);
}

/** The object that a permission is about, where it is about one. */
function objectNamedBy(
  { permission, bucket, version }: Asked,
  cloud: Cloud,
): ObjectRow | 'missing' | undefined {
  const key = permission.resource.slice(`arn:aws:s3:::${bucket.name}/`.length);
  if (key === '') return undefined;
  const row =
    version === undefined
      ? newest(bucket.name, key, cloud)
      : versionOf(bucket.name, key, version, cloud);
  return row && !row.marker ? row : 'missing';
}

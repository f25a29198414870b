import type { Cloud, Permission, Principal } from '../../../kernel/index.ts';
import type { BucketRow } from '../buckets.ts';
import { publicAccessBlock } from '../configurations/access.ts';
import { attributesOf, newest, versionOf } from '../object-row.ts';
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
  return allow(bucketList(bucket), OF_BUCKET) || allow(objectList(asked, cloud), OF_OBJECT);
}

function actionsOf(granted: string, actions: Actions): readonly string[] {
  return granted === 'FULL_CONTROL' ? Object.values(actions).flat() : (actions[granted] ?? []);
}

function objectList({ permission, bucket, version }: Asked, cloud: Cloud) {
  const key = permission.resource.slice(`arn:aws:s3:::${bucket.name}/`.length);
  if (key === '') return undefined;
  const row =
    version === undefined
      ? newest(bucket.name, key, cloud)
      : versionOf(bucket.name, key, version, cloud);
  return row && !row.marker ? attributesOf(row).acl : undefined;
}

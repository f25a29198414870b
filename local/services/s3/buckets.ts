import type { ActionContext, Cloud, Permission, PolicyDocument } from '../../kernel/index.ts';
import { s3Error } from './errors.ts';

/** A row of the buckets' table. Configurations are JSON as the API takes them, by our own names. */
export interface BucketRow {
  readonly name: string;
  readonly created: number;
  readonly region: string;
  /** Empty until versioning is enabled for the first time. */
  readonly versioning: '' | 'Enabled' | 'Suspended';
  readonly policy: string | null;
  readonly configurations: string;
}

/** The bucket, or AWS's NoSuchBucket. */
export function bucketNamed(name: string, cloud: Cloud): BucketRow {
  const row = findBucket(name, cloud);
  if (row) return row;
  throw s3Error('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: name });
}

/** The bucket where there is one. */
export function findBucket(name: string, cloud: Cloud): BucketRow | undefined {
  return cloud.db.get<BucketRow>('SELECT * FROM s3_buckets WHERE name = ?', name);
}

/**
 * Permission for an action on a bucket. A bucket that is not there has no policy; the action then
 * says so.
 */
export function onBucket(action: string) {
  return (
    { Bucket }: { readonly Bucket: string },
    { cloud }: ActionContext,
  ): readonly Permission[] => [bucketPermission(action, Bucket, cloud)];
}

/** The permission itself. */
export function bucketPermission(action: string, bucket: string, cloud: Cloud): Permission {
  return {
    action: `s3:${action}`,
    resource: `arn:aws:s3:::${bucket}`,
    resourcePolicy: policyOf(bucket, cloud),
  };
}

/** The bucket's policy, or undefined. */
export function policyOf(bucket: string, cloud: Cloud): PolicyDocument | undefined {
  const row = cloud.db.get<{ policy: string | null }>(
    'SELECT policy FROM s3_buckets WHERE name = ?',
    bucket,
  );
  return row?.policy ? (JSON.parse(row.policy) as PolicyDocument) : undefined;
}

/** A configuration of the bucket by its name in our store, such as `encryption`. */
export function configurationOf<T>(row: BucketRow, name: string): T | undefined {
  return (JSON.parse(row.configurations) as Record<string, T>)[name];
}

/** Stores or removes a configuration. */
export function configure(bucket: string, name: string, value: unknown, cloud: Cloud): void {
  const row = bucketNamed(bucket, cloud);
  const { [name]: _old, ...others } = JSON.parse(row.configurations) as Record<string, unknown>;
  const next = value === undefined ? others : { ...others, [name]: value };
  cloud.db.run(
    'UPDATE s3_buckets SET configurations = ? WHERE name = ?',
    JSON.stringify(next),
    bucket,
  );
}

/** The canonical user that owns everything in the account. */
export function owner(cloud: Cloud): { readonly ID: string } {
  return { ID: cloud.accountId.padStart(64, '7') };
}

import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { bucketNamed, findBucket, onBucket, owner } from '../buckets.ts';
import type { BucketRow } from '../buckets.ts';
import { invalidArgument, s3Error } from '../errors.ts';
import { isRegion } from '../regions.ts';

type BucketInput = { readonly Bucket: string };

/** Buckets of one page at most. */
const MOST = 10_000;

/** HeadBucket: errors have no body to say their code in. */
export const headBucket = action(
  'HeadBucket',
  onBucket('ListBucket'),
  ({ Bucket }: BucketInput, { cloud }) => {
    const bucket = findBucket(Bucket, cloud);
    if (!bucket) throw new AwsError('NotFound', 'Not Found', { status: 404 });
    return {
      BucketArn: `arn:aws:s3:::${Bucket}`,
      BucketRegion: bucket.region,
      AccessPointAlias: false,
    };
  },
);

/** GetBucketLocation: us-east-1 is the empty word. */
export const getBucketLocation = action(
  'GetBucketLocation',
  onBucket('GetBucketLocation'),
  ({ Bucket }: BucketInput, { cloud }) => {
    const { region } = bucketNamed(Bucket, cloud);
    return { LocationConstraint: region === 'us-east-1' ? undefined : region };
  },
);

/** DeleteBucket. Old versions and delete markers count: such a bucket is not empty. */
export const deleteBucket = action(
  'DeleteBucket',
  onBucket('DeleteBucket'),
  ({ Bucket }: BucketInput, { cloud }) => {
    const { versioning } = bucketNamed(Bucket, cloud);
    if (cloud.db.get('SELECT key FROM s3_objects WHERE bucket = ? LIMIT 1', Bucket)) {
      throw s3Error(
        'BucketNotEmpty',
        `The bucket you tried to delete is not empty${versioning === '' ? '' : '. You must delete all versions in the bucket.'}`,
        409,
        { BucketName: Bucket },
      );
    }
    cloud.db.run('DELETE FROM s3_buckets WHERE name = ?', Bucket);
    cloud.timers.cancel('s3.lifecycle', Bucket);
    return {};
  },
);

/** Input of ListBuckets. */
export interface ListBucketsInput {
  readonly Prefix?: string;
  readonly BucketRegion?: string;
  readonly MaxBuckets?: number;
  readonly ContinuationToken?: string;
}

/** ListBuckets: by name. The token is the last name of the page before. */
export const listBuckets = action(
  'ListBuckets',
  () => [{ action: 's3:ListAllMyBuckets', resource: '*' }],
  (input: ListBucketsInput, { cloud }) => {
    checkListing(input);
    const limit = input.MaxBuckets ?? MOST;
    const after = Buffer.from(input.ContinuationToken ?? '', 'base64').toString('utf8');
    const prefix = input.Prefix ?? '';
    const rows = cloud.db.all<BucketRow>(
      `SELECT * FROM s3_buckets WHERE name > ? AND substr(name, 1, ?) = ? AND region LIKE ?
       ORDER BY name LIMIT ?`,
      after,
      prefix.length,
      prefix,
      input.BucketRegion ?? '%',
      limit + 1,
    );
    const page = rows.slice(0, limit);
    const paged = Object.values(input).some((value) => value !== undefined);
    return {
      Buckets: page.map(({ name, created, region }) => ({
        Name: name,
        CreationDate: new Date(created),
        BucketArn: `arn:aws:s3:::${name}`,
        BucketRegion: paged ? region : undefined,
      })),
      Owner: owner(cloud),
      Prefix: input.Prefix,
      ContinuationToken:
        rows.length > limit ? Buffer.from(page.at(-1)!.name).toString('base64') : undefined,
    };
  },
);

function checkListing({ BucketRegion, MaxBuckets }: ListBucketsInput): void {
  if (BucketRegion !== undefined && !isRegion(BucketRegion)) {
    throw invalidArgument(
      `Argument value ${BucketRegion} is not a valid AWS Region`,
      'bucket-region',
    );
  }
  if (MaxBuckets !== undefined && (MaxBuckets < 1 || MaxBuckets > MOST)) {
    throw invalidArgument(
      'Argument max-buckets must be an integer between 1 and 10000',
      'max-buckets',
      String(MaxBuckets),
    );
  }
}

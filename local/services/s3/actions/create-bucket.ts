import { action } from '../../../kernel/index.ts';
import type { Cloud, HttpExchange } from '../../../kernel/index.ts';
import { isPublicList, reachesOthers } from '../acl/grants.ts';
import { grantsOf } from '../acl/input.ts';
import type { AclInput } from '../acl/input.ts';
import { checkBucketName } from '../bucket-names.ts';
import { listsAndEnforcement, OWNERSHIPS } from '../configurations/table.ts';
import { configure, findBucket, onBucket } from '../buckets.ts';
import { invalidArgument, s3Error } from '../errors.ts';
import { isRegion } from '../regions.ts';
import { asTagSet, readTagSet } from '../tags.ts';
import type { TagSet } from '../tags.ts';

/** Input of CreateBucket. */
export interface CreateBucketInput extends AclInput {
  readonly Bucket: string;
  readonly ObjectLockEnabledForBucket?: boolean;
  readonly ObjectOwnership?: string;
  readonly CreateBucketConfiguration?: {
    readonly LocationConstraint?: string;
    readonly Tags?: TagSet;
  };
}

/** CreateBucket. Creating one's own bucket again succeeds in us-east-1 and nowhere else. */
export const createBucket = action(
  'CreateBucket',
  onBucket('CreateBucket'),
  (input: CreateBucketInput, { cloud, http }) => {
    const { Bucket, ObjectOwnership, CreateBucketConfiguration: settings } = input;
    checkBucketName(Bucket);
    if (ObjectOwnership !== undefined && !OWNERSHIPS.includes(ObjectOwnership)) {
      throw invalidArgument(
        `Invalid x-amz-object-ownership header: ${ObjectOwnership}`,
        'x-amz-object-ownership',
      );
    }
    checkList(input, cloud);
    const region = regionOf(
      settings?.LocationConstraint ?? (http ? undefined : constraintOf(cloud.region)),
      endpointRegion(http) ?? cloud.region,
    );
    const tags = asTagSet(readTagSet(settings?.Tags ?? [], 'newBucket'));
    const known = findBucket(Bucket, cloud);
    if (known && (cloud.region !== 'us-east-1' || known.region !== region || tags.length > 0))
      throw alreadyOwned(Bucket);
    if (!known) make(input, region, cloud);
    if (tags.length > 0) configure(Bucket, 'tags', { TagSet: tags }, cloud);
    return { Location: location(Bucket, region, cloud), BucketArn: `arn:aws:s3:::${Bucket}` };
  },
);

/** A new bucket takes no lists unless it is told to, and no public ones. */
function checkList(input: CreateBucketInput, cloud: Cloud): void {
  const grants = grantsOf(input, cloud) ?? [];
  if (!reachesOthers(grants, cloud)) return;
  if ((input.ObjectOwnership ?? 'BucketOwnerEnforced') === 'BucketOwnerEnforced')
    throw listsAndEnforcement();
  if (!isPublicList(grants)) return;
  throw s3Error(
    'InvalidBucketAclWithBlockPublicAccessError',
    'Bucket cannot have public ACLs set with BlockPublicAccess enabled',
  );
}

function make(input: CreateBucketInput, region: string, cloud: Cloud): void {
  const { Bucket, ObjectLockEnabledForBucket: locks, ObjectOwnership } = input;
  cloud.db.run(
    "INSERT INTO s3_buckets VALUES (?, ?, ?, ?, NULL, '{}')",
    Bucket,
    cloud.world.now(),
    region,
    locks ? 'Enabled' : '',
  );
  if (locks) configure(Bucket, 'lock', { ObjectLockEnabled: 'Enabled' }, cloud);
  if (ObjectOwnership !== undefined)
    configure(Bucket, 'ownership', { Rules: [{ ObjectOwnership }] }, cloud);
  const grants = grantsOf(input, cloud);
  if (grants && reachesOthers(grants, cloud)) configure(Bucket, 'acl', grants, cloud);
}

/** us-east-1 has no name of its own among the constraints. */
function regionOf(constraint: string | undefined, endpoint: string): string {
  if (constraint === undefined) {
    if (endpoint === 'us-east-1') return endpoint;
    throw illegal('unspecified');
  }
  if (endpoint !== 'us-east-1' && constraint !== endpoint) throw illegal(constraint);
  if (constraint === 'EU') return 'eu-west-1';
  if (!isRegion(constraint) || constraint === 'us-east-1') {
    throw s3Error(
      'InvalidLocationConstraint',
      'The specified location-constraint is not valid',
      400,
      { LocationConstraint: constraint },
    );
  }
  return constraint;
}

/** What a service within the cloud means by no constraint: the cloud's own region. */
function constraintOf(region: string): string | undefined {
  return region === 'us-east-1' ? undefined : region;
}

/** The region whose endpoint the request was signed for. */
function endpointRegion(http: HttpExchange | undefined): string | undefined {
  return /Credential=[^/]+\/\d+\/([^/]+)\/s3\//.exec(
    http?.request.headers.authorization ?? '',
  )?.[1];
}

function illegal(constraint: string) {
  return s3Error(
    'IllegalLocationConstraintException',
    `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );
}

function alreadyOwned(bucket: string) {
  return s3Error(
    'BucketAlreadyOwnedByYou',
    'Your previous request to create the named bucket succeeded and you already own it.',
    409,
    { BucketName: bucket },
  );
}

function location(bucket: string, region: string, cloud: Cloud): string {
  return region === 'us-east-1' ? `/${bucket}` : `${cloud.endpoint}/${bucket}/`;
}

import { HTTP_STATUS, action } from '../../../kernel/index.ts';
import type { PolicyDocument } from '../../../kernel/index.ts';
import { bucketNamed, onBucket, policyOf } from '../buckets.ts';
import type { BucketRow } from '../buckets.ts';
import { accessDenied, s3Error } from '../errors.ts';
import { publicAccessBlock } from '../configurations/access.ts';
import { isPublic } from '../public-policy.ts';

type BucketInput = { readonly Bucket: string };

/** Bytes of a policy at most. */
const LARGEST = 20 * 1024;

/** PutBucketPolicy. */
export const putBucketPolicy = action(
  'PutBucketPolicy',
  onBucket('PutBucketPolicy'),
  ({ Bucket, Policy }: BucketInput & { readonly Policy: string }, { cloud, principal }) => {
    const bucket = bucketNamed(Bucket, cloud);
    const policy = parsed(Policy);
    checkStatements(policy, bucket);
    if (isPublic(policy) && publicAccessBlock(bucket)?.BlockPublicPolicy) {
      throw accessDenied(
        `User: ${principal.arn} is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::${Bucket}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
      );
    }
    cloud.db.run('UPDATE s3_buckets SET policy = ? WHERE name = ?', Policy, Bucket);
    return { [HTTP_STATUS]: 204 };
  },
);

/** GetBucketPolicy. */
export const getBucketPolicy = action(
  'GetBucketPolicy',
  onBucket('GetBucketPolicy'),
  ({ Bucket }: BucketInput, { cloud }) => {
    const { policy } = bucketNamed(Bucket, cloud);
    if (!policy) throw noPolicy(Bucket);
    return { Policy: policy };
  },
);

/** GetBucketPolicyStatus: is the bucket public by its policy? */
export const getBucketPolicyStatus = action(
  'GetBucketPolicyStatus',
  onBucket('GetBucketPolicyStatus'),
  ({ Bucket }: BucketInput, { cloud }) => {
    bucketNamed(Bucket, cloud);
    const policy = policyOf(Bucket, cloud);
    if (!policy) throw noPolicy(Bucket);
    return { PolicyStatus: { IsPublic: isPublic(policy) } };
  },
);

/** DeleteBucketPolicy. */
export const deleteBucketPolicy = action(
  'DeleteBucketPolicy',
  onBucket('DeleteBucketPolicy'),
  ({ Bucket }: BucketInput, { cloud }) => {
    bucketNamed(Bucket, cloud);
    cloud.db.run('UPDATE s3_buckets SET policy = NULL WHERE name = ?', Bucket);
    return {};
  },
);

function parsed(text: string): PolicyDocument {
  const notJson = malformed("Policies must be valid JSON and the first byte must be '{'");
  if (!text.startsWith('{')) throw notJson;
  if (Buffer.byteLength(text) > LARGEST) throw s3Error('PolicyTooLarge', 'The policy is too large');
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    throw notJson;
  }
  if (!isDocument(policy)) throw malformed('Missing required field Statement');
  return policy;
}

function isDocument(value: unknown): value is PolicyDocument {
  return typeof value === 'object' && value !== null && 'Statement' in value;
}

function checkStatements(policy: PolicyDocument, bucket: BucketRow): void {
  const statements = [policy.Statement].flat();
  if (statements.length === 0) throw malformed('Could not parse the policy: Statement is empty!');
  for (const statement of statements) {
    if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny')
      throw malformed(`Invalid effect: ${String(statement.Effect)}`);
    if (statement.Principal === undefined && statement.NotPrincipal === undefined)
      throw malformed('Missing required field Principal');
    if (statement.Action === undefined && statement.NotAction === undefined)
      throw malformed('Missing required field Action');
    const resources = [statement.Resource ?? statement.NotResource ?? []].flat();
    if (resources.length === 0) throw malformed('Missing required field Resource');
    const own = `arn:aws:s3:::${bucket.name}`;
    const fits = (arn: string) => arn === own || arn.startsWith(`${own}/`) || /[*?]/.test(arn);
    if (!resources.every(fits)) throw malformed('Policy has invalid resource');
  }
}

function malformed(message: string) {
  return s3Error('MalformedPolicy', message);
}

function noPolicy(bucket: string) {
  return s3Error('NoSuchBucketPolicy', 'The bucket policy does not exist', 404, {
    BucketName: bucket,
  });
}

import type { Action, ActionContext, HttpExchange, Permission } from '../../kernel/index.ts';
import { withGrants } from './acl/permission.ts';
import { findBucket } from './buckets.ts';
import { existingTags, lockKeys, requestKeys, transportKeys } from './condition-keys.ts';
import { answerOrigin } from './cors.ts';
import { verifyDocument } from './document-digests.ts';
import { accessDenied, invalidArgument, s3Error } from './errors.ts';
import { parseCopySource } from './copy-source.ts';

/** Members that many inputs share. */
interface Shared {
  readonly Bucket?: string;
  readonly ExpectedBucketOwner?: string;
  readonly ExpectedSourceBucketOwner?: string;
  readonly CopySource?: string;
  readonly VersionId?: string;
}

/** Answers that tell the bucket's region in a header. */
const LISTINGS = new Set(['ListObjects', 'ListObjectsV2', 'ListObjectVersions']);

/** Actions that write objects; all others take no word on how to encrypt. */
const ENCRYPTING = new Set(['PutObject', 'CopyObject', 'CreateMultipartUpload']);

/** What every action of S3 does first: it checks the expected owners and answers other origins. */
export function guarded(action: Action<never, unknown>): Action<never, unknown> {
  return {
    ...action,
    arrive: (http, cloud) => answerOrigin(bucketOf(http), { cloud, http }),
    permissions: (input: never, context: ActionContext) => {
      const shared = input as Shared;
      verifyDocument(action.name, context.http);
      if (!ENCRYPTING.has(action.name)) refuseEncryption(context);
      if (shared.Bucket !== undefined) {
        if (LISTINGS.has(action.name)) tellRegion(shared.Bucket, context);
        checkOwner(shared.Bucket, shared.ExpectedBucketOwner, context);
      }
      if (shared.CopySource !== undefined && shared.ExpectedSourceBucketOwner !== undefined) {
        const source = parseCopySource(shared.CopySource).Bucket;
        checkOwner(source, shared.ExpectedSourceBucketOwner, context);
      }
      return action.permissions(input, context).map((one) => conditioned(one, input, context));
    },
  };
}

/** A permission with what access control lists grant, and with S3's condition keys. */
export function conditioned(
  permission: Permission,
  input: { readonly VersionId?: string },
  context: ActionContext,
): Permission {
  return withKeys(withGrants(permission, input.VersionId, context), { ...input }, context);
}

/** The permission with S3's condition keys; the owner needs none where no policy asks for them. */
function withKeys(
  permission: Permission,
  input: Readonly<Record<string, unknown>>,
  { cloud, principal, http }: ActionContext,
): Permission {
  if (principal.kind === 'root' && !permission.resourcePolicy) return permission;
  const version = (input as Shared).VersionId;
  return {
    ...permission,
    context: {
      ...transportKeys(http),
      ...requestKeys(input),
      ...lockKeys(input, cloud.world.now()),
      ...existingTags(permission, version, cloud),
      ...permission.context,
    },
  };
}

/** Buckets are the first step of paths. */
function bucketOf({ request }: HttpExchange): string {
  return /^\/([^/?]+)/.exec(request.url ?? '')?.[1] ?? '';
}

/** Source: s3tools/s3cmd issues 142 and 276, ClickHouse/ClickHouse issue 64570. */
function refuseEncryption({ http }: ActionContext): void {
  const header = 'x-amz-server-side-encryption';
  const value = http?.request.headers[header];
  if (value === undefined) return;
  throw invalidArgument(
    `${header} header is not supported for this operation.`,
    header,
    String(value),
  );
}

function tellRegion(bucket: string, { cloud, http }: ActionContext): void {
  const region = findBucket(bucket, cloud)?.region;
  if (region) http?.response.setHeader('x-amz-bucket-region', region);
}

function checkOwner(bucket: string, expected: string | undefined, { cloud }: ActionContext): void {
  if (expected === undefined) return;
  if (!/^\d{12}$/.test(expected)) {
    throw s3Error(
      'InvalidBucketOwnerAWSAccountID',
      `The value of the expected bucket owner parameter must be an AWS Account ID... [${expected}]`,
    );
  }
  if (expected !== cloud.accountId && findBucket(bucket, cloud)) throw accessDenied();
}

import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import type { ActionContext } from '../../../kernel/index.ts';
import { bucketNamed } from '../buckets.ts';
import type { BucketRow } from '../buckets.ts';
import { unquoted } from '../conditions.ts';
import { checkBypass, deleteOne } from '../deletion.ts';
import { conditioned } from '../guard.ts';
import { malformedXml, noSuchVersion, preconditionFailed } from '../errors.ts';
import { newest } from '../object-row.ts';
import { objectPermission } from '../objects.ts';

/** One key or version of DeleteObjects. */
interface Named {
  readonly Key: string;
  readonly VersionId?: string;
  readonly ETag?: string;
}

/** Input of DeleteObjects. */
export interface DeleteObjectsInput {
  readonly Bucket: string;
  readonly BypassGovernanceRetention?: boolean;
  readonly Delete: { readonly Objects?: readonly Named[]; readonly Quiet?: boolean };
}

/** Keys of one request at most. */
const MOST = 1000;

/** DeleteObjects: each key is authorised by itself; a denied one is an entry among the errors. */
export const deleteObjects = action(
  'DeleteObjects',
  () => [],
  (input: DeleteObjectsInput, context) => {
    const bucket = bucketNamed(input.Bucket, context.cloud);
    checkBypass(input.BypassGovernanceRetention, bucket);
    const objects = input.Delete.Objects ?? [];
    if (objects.length === 0 || objects.length > MOST) throw malformedXml();
    const outcomes = objects.map((named) => outcomeOf(named, input, bucket, context));
    const Deleted = input.Delete.Quiet ? [] : outcomes.filter((each) => !('Code' in each));
    const Errors = outcomes.filter((each) => 'Code' in each);
    return {
      Deleted: Deleted.length > 0 ? Deleted : undefined,
      Errors: Errors.length > 0 ? Errors : undefined,
    };
  },
);

function outcomeOf(
  named: Named,
  input: DeleteObjectsInput,
  bucket: BucketRow,
  context: ActionContext,
): object {
  const { Key, VersionId } = named;
  try {
    return removed(named, input, bucket, context);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.members.ArgumentName === 'versionId') {
      const { code: Code, message: Message } = noSuchVersion(Key, VersionId ?? '');
      return { Key, VersionId, Code, Message };
    }
    return { Key, VersionId, Code: error.code, Message: error.message };
  }
}

function removed(
  { Key, VersionId, ETag }: Named,
  { BypassGovernanceRetention }: DeleteObjectsInput,
  bucket: BucketRow,
  context: ActionContext,
): object {
  const { cloud, principal } = context;
  const permission = VersionId === undefined ? 'DeleteObject' : 'DeleteObjectVersion';
  const wanted = objectPermission(permission, bucket.name, Key, cloud);
  cloud.authorize(principal, conditioned(wanted, { VersionId }, context));
  if (ETag !== undefined && newest(bucket.name, Key, cloud)?.etag !== unquoted(ETag))
    throw preconditionFailed('If-Match');
  const made = deleteOne(bucket, { Key, VersionId, BypassGovernanceRetention }, context);
  return {
    Key,
    VersionId,
    DeleteMarker: made.DeleteMarker,
    DeleteMarkerVersionId: made.DeleteMarker ? made.VersionId : undefined,
  };
}

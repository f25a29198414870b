import { action } from '../../../kernel/index.ts';
import { bucketNamed } from '../buckets.ts';
import { unquoted } from '../conditions.ts';
import { checkBypass, deleteOne } from '../deletion.ts';
import { headerNotImplemented, noSuchKey, preconditionFailed } from '../errors.ts';
import { newest, versionOf } from '../object-row.ts';
import { onObject } from '../objects.ts';
import type { ObjectName } from '../objects.ts';

/** Input of DeleteObject. */
export interface DeleteObjectInput extends ObjectName {
  readonly BypassGovernanceRetention?: boolean;
  readonly IfMatch?: string;
  readonly IfMatchLastModifiedTime?: Date;
  readonly IfMatchSize?: number;
}

/**
 * DeleteObject: a marker in a versioned bucket, the end of a version where one is named. Missing
 * keys are no error.
 */
export const deleteObject = action(
  'DeleteObject',
  onObject('DeleteObject', 'DeleteObjectVersion'),
  (input: DeleteObjectInput, context) => {
    if (input.IfMatchLastModifiedTime !== undefined)
      throw headerNotImplemented('x-amz-if-match-last-modified-time');
    if (input.IfMatchSize !== undefined) throw headerNotImplemented('x-amz-if-match-size');
    const bucket = bucketNamed(input.Bucket, context.cloud);
    checkBypass(input.BypassGovernanceRetention, bucket);
    if (input.IfMatch !== undefined) {
      const row =
        input.VersionId === undefined
          ? newest(input.Bucket, input.Key, context.cloud)
          : versionOf(input.Bucket, input.Key, input.VersionId, context.cloud);
      if (!row || row.marker) throw noSuchKey(input.Key);
      if (input.IfMatch !== '*' && unquoted(input.IfMatch) !== row.etag)
        throw preconditionFailed('If-Match');
    }
    return deleteOne(bucket, input, context);
  },
);

import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { bucketNamed } from '../buckets.ts';
import { deleteOne } from '../deletion.ts';
import { objectPermission } from '../objects.ts';

/** Input of DeleteObjects. */
export interface DeleteObjectsInput {
  readonly Bucket: string;
  readonly Delete: {
    readonly Objects: readonly { readonly Key: string; readonly VersionId?: string }[];
    readonly Quiet?: boolean;
  };
}

/** DeleteObjects: each key is authorised by itself; a denied one is an entry among the errors. */
export const deleteObjects = action(
  'DeleteObjects',
  () => [],
  (input: DeleteObjectsInput, context) => {
    const { cloud, principal } = context;
    const bucket = bucketNamed(input.Bucket, cloud);
    const Deleted: object[] = [];
    const Errors: object[] = [];
    for (const { Key, VersionId } of input.Delete.Objects) {
      try {
        const permission = VersionId === undefined ? 'DeleteObject' : 'DeleteObjectVersion';
        cloud.authorize(principal, objectPermission(permission, input.Bucket, Key, cloud));
        const { VersionId: made, DeleteMarker } = deleteOne(
          bucket,
          { Bucket: input.Bucket, Key, VersionId },
          context,
        );
        Deleted.push({
          Key,
          VersionId,
          DeleteMarker,
          DeleteMarkerVersionId: DeleteMarker ? made : undefined,
        });
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        Errors.push({ Key, VersionId, Code: error.code, Message: error.message });
      }
    }
    return { Deleted: input.Delete.Quiet ? [] : Deleted, Errors };
  },
);

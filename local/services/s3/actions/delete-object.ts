import { action } from '../../../kernel/index.ts';
import { bucketNamed } from '../buckets.ts';
import { deleteOne } from '../deletion.ts';
import { onObject } from '../objects.ts';
import type { ObjectName } from '../objects.ts';

/**
 * DeleteObject: a marker in a versioned bucket, the end of a version where one is named. Missing
 * keys are no error.
 */
export const deleteObject = action(
  'DeleteObject',
  onObject('DeleteObject', 'DeleteObjectVersion'),
  (input: ObjectName, context) =>
    deleteOne(bucketNamed(input.Bucket, context.cloud), input, context),
);

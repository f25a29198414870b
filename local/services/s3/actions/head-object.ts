import { AwsError } from '../../../errors.ts';
import { action } from '../../../kernel/index.ts';
import { bucketNamed } from '../buckets.ts';
import {
  checkReadConditions,
  decryptWith,
  describeObject,
  objectNamed,
  onObject,
} from '../objects.ts';
import type { GetObjectInput } from './get-object.ts';

/** HeadObject. A missing key has no body to say so in: the code is NotFound. */
export const headObject = action(
  'HeadObject',
  onObject('GetObject', 'GetObjectVersion'),
  (input: GetObjectInput, context) => {
    const bucket = bucketNamed(input.Bucket, context.cloud);
    try {
      const row = objectNamed(input, context);
      decryptWith(row, context);
      checkReadConditions(input, row);
      return { ...describeObject(row, bucket.versioning !== ''), ContentLength: row.size };
    } catch (error) {
      if (error instanceof AwsError && error.code === 'NoSuchKey')
        throw new AwsError('NotFound', 'Not Found', { status: 404 });
      throw error;
    }
  },
);

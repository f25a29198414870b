import { HTTP_STATUS, processAction } from '../../../kernel/index.ts';
import { bucketNamed } from '../buckets.ts';
import { readBody } from '../bodies.ts';
import {
  checkReadConditions,
  decryptWith,
  describeObject,
  objectNamed,
  onObject,
} from '../objects.ts';
import type { ObjectName } from '../objects.ts';
import { parseRange } from '../range.ts';

/** Input of GetObject and HeadObject, as far as it is offered. */
export interface GetObjectInput extends ObjectName {
  readonly Range?: string;
  readonly IfMatch?: string;
  readonly IfNoneMatch?: string;
  readonly IfModifiedSince?: Date;
}

/** GetObject: the body is a stream. */
export const getObject = processAction(
  'GetObject',
  onObject('GetObject', 'GetObjectVersion'),
  async (input: GetObjectInput, context) => {
    const { cloud } = context;
    const bucket = bucketNamed(input.Bucket, cloud);
    const row = objectNamed(input, context);
    decryptWith(row, context);
    checkReadConditions(input, row);
    const range = parseRange(input.Range, row.size);
    const length = range ? range.end - range.start + 1 : row.size;
    return {
      ...describeObject(row, bucket.versioning !== ''),
      Body: readBody(row.body!, row.size, cloud, range),
      ContentLength: length,
      ...(range
        ? {
            // A checksum is that of the whole object.
            ChecksumCRC32: undefined,
            ChecksumSHA256: undefined,
            ContentRange: `bytes ${range.start}-${range.end}/${row.size}`,
            [HTTP_STATUS]: 206,
          }
        : {}),
    };
  },
);

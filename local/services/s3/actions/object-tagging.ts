import { action } from '../../../kernel/index.ts';
import { bucketNamed } from '../buckets.ts';
import { objectEvent } from '../events.ts';
import { noSuchKey } from '../errors.ts';
import { attributesOf, newest, updateAttributes } from '../object-row.ts';
import { objectNamed, onObject, shownVersion } from '../objects.ts';
import type { ObjectName } from '../objects.ts';
import { asTagSet, readTagSet } from '../tags.ts';
import type { TagSet } from '../tags.ts';

/** Input of PutObjectTagging. */
export interface PutObjectTaggingInput extends ObjectName {
  readonly Tagging: { readonly TagSet?: TagSet };
}

/** PutObjectTagging. */
export const putObjectTagging = action(
  'PutObjectTagging',
  onObject('PutObjectTagging', 'PutObjectVersionTagging'),
  (input: PutObjectTaggingInput, context) => {
    const bucket = bucketNamed(input.Bucket, context.cloud);
    const row = objectNamed(input, context);
    const tags = readTagSet(input.Tagging.TagSet ?? [], 'object');
    updateAttributes(row, { tags }, context.cloud);
    objectEvent('ObjectTagging:Put', 'PutObjectTagging', row, bucket, context);
    return { VersionId: shownVersion(row.version, bucket) };
  },
);

/** GetObjectTagging. */
export const getObjectTagging = action(
  'GetObjectTagging',
  onObject('GetObjectTagging', 'GetObjectVersionTagging'),
  (input: ObjectName, context) => {
    const bucket = bucketNamed(input.Bucket, context.cloud);
    // Recorded from AWS: this action alone names the bucket before the key that is not there.
    if (!input.VersionId && !newest(input.Bucket, input.Key, context.cloud))
      throw noSuchKey(`${input.Bucket}/${input.Key}`);
    const row = objectNamed(input, context);
    return {
      TagSet: asTagSet(attributesOf(row).tags),
      VersionId: shownVersion(row.version, bucket),
    };
  },
);

/** DeleteObjectTagging. */
export const deleteObjectTagging = action(
  'DeleteObjectTagging',
  onObject('DeleteObjectTagging', 'DeleteObjectVersionTagging'),
  (input: ObjectName, context) => {
    const bucket = bucketNamed(input.Bucket, context.cloud);
    const row = objectNamed(input, context);
    updateAttributes(row, { tags: {} }, context.cloud);
    objectEvent('ObjectTagging:Delete', 'DeleteObjectTagging', row, bucket, context);
    return { VersionId: shownVersion(row.version, bucket) };
  },
);

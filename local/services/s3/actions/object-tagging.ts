import { action } from '../../../kernel/index.ts';
import { objectNamed, onObject } from '../objects.ts';
import type { ObjectName } from '../objects.ts';

/** Input of PutObjectTagging. */
export interface PutObjectTaggingInput extends ObjectName {
  readonly Tagging: {
    readonly TagSet: readonly { readonly Key: string; readonly Value: string }[];
  };
}

/** PutObjectTagging. */
export const putObjectTagging = action(
  'PutObjectTagging',
  onObject('PutObjectTagging', 'PutObjectVersionTagging'),
  (input: PutObjectTaggingInput, context) => {
    const row = objectNamed(input, context);
    const tags = Object.fromEntries(input.Tagging.TagSet.map(({ Key, Value }) => [Key, Value]));
    context.cloud.db.run(
      'UPDATE s3_objects SET tags = ? WHERE bucket = ? AND key = ? AND version = ?',
      JSON.stringify(tags),
      row.bucket,
      row.key,
      row.version,
    );
    return {};
  },
);

/** GetObjectTagging. */
export const getObjectTagging = action(
  'GetObjectTagging',
  onObject('GetObjectTagging', 'GetObjectVersionTagging'),
  (input: ObjectName, context) => {
    const tags = JSON.parse(objectNamed(input, context).tags) as Record<string, string>;
    return { TagSet: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
  },
);

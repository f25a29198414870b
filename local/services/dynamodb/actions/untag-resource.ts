import { rawAction } from '../../../kernel/index.ts';
import { checkRequest } from '../dynalite.ts';
import { tablePermission } from '../tables.ts';
import { checkTaggable, storeTags, taggedTable, tagsOf } from '../tags.ts';

/** Input of UntagResource. */
export interface UntagResourceInput {
  readonly ResourceArn: string;
  readonly TagKeys: readonly string[];
}

/** UntagResource: keys that are not there are passed over. */
export const untagResource = rawAction(
  'UntagResource',
  ({ ResourceArn }: UntagResourceInput, { cloud }) => [
    tablePermission('UntagResource', ResourceArn, cloud),
  ],
  (input, context) => {
    const { cloud } = context;
    checkTaggable('UntagResource', input.ResourceArn, context);
    const { ResourceArn, TagKeys } = checkRequest(
      'untagResource',
      input,
    ) as unknown as UntagResourceInput;
    const row = taggedTable(ResourceArn, cloud);
    const kept = Object.entries(tagsOf(row)).filter(([key]) => !TagKeys.includes(key));
    storeTags(row, Object.fromEntries(kept), cloud);
  },
);

import { rawAction, tagsByKey } from '../../../kernel/index.ts';
import type { Tag } from '../../../kernel/index.ts';
import { checkRequest } from '../dynalite.ts';
import { tablePermission } from '../tables.ts';
import { checkTaggable, storeTags, taggedTable, tagsOf } from '../tags.ts';

/** Input of TagResource. */
export interface TagResourceInput {
  readonly ResourceArn: string;
  readonly Tags: readonly Tag[];
}

/** TagResource: a tag of the same key is overwritten. */
export const tagResource = rawAction(
  'TagResource',
  ({ ResourceArn }: TagResourceInput, { cloud }) => [
    tablePermission('TagResource', ResourceArn, cloud),
  ],
  (input, context) => {
    const { cloud } = context;
    checkTaggable('TagResource', input.ResourceArn, context);
    const { ResourceArn, Tags } = checkRequest('tagResource', input) as unknown as TagResourceInput;
    const row = taggedTable(ResourceArn, cloud, `ResourcArn: ${ResourceArn}`);
    storeTags(row, { ...tagsOf(row), ...tagsByKey(Tags) }, cloud);
  },
);

import { rawAction } from '../../../kernel/index.ts';
import { checkRequest } from '../dynalite.ts';
import { tablePermission } from '../tables.ts';
import { checkTaggable, taggedTable, tagsOf } from '../tags.ts';

/** ListTagsOfResource: by key. */
export const listTagsOfResource = rawAction(
  'ListTagsOfResource',
  ({ ResourceArn }: { readonly ResourceArn: string }, { cloud }) => [
    tablePermission('ListTagsOfResource', ResourceArn, cloud),
  ],
  (input, context) => {
    const { cloud } = context;
    checkTaggable('ListTagsOfResource', input.ResourceArn, context);
    const { ResourceArn } = checkRequest('listTagsOfResource', input) as unknown as {
      readonly ResourceArn: string;
    };
    const tags = tagsOf(taggedTable(ResourceArn, cloud, `ResourcArn: ${ResourceArn}`));
    const keys = Object.keys(tags).sort();
    return { Tags: keys.map((Key) => ({ Key, Value: tags[Key] })) };
  },
);

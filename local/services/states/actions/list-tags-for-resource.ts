import { action } from '../../../kernel/index.ts';
import { on } from '../permissions.ts';
import { checkTaggable } from '../taggable.ts';
import { tagsOf } from '../tags.ts';

/** ListTagsForResource. */
export const listTagsForResource = action(
  'ListTagsForResource',
  on('ListTagsForResource', 'resourceArn'),
  ({ resourceArn }: { readonly resourceArn: string }, { cloud }) => {
    checkTaggable(cloud, resourceArn);
    return { tags: tagsOf(cloud, resourceArn) };
  },
);

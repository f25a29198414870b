import { action } from '../../../kernel/index.ts';
import { onTagged, taggedGroup, tagsOf } from '../groups.ts';

/** ListTagsForResource. */
export const listTagsForResource = action(
  'ListTagsForResource',
  onTagged('ListTagsForResource'),
  ({ ResourceArn }: { readonly ResourceArn: string }, { cloud }) => {
    taggedGroup(ResourceArn, cloud);
    return { Tags: tagsOf(ResourceArn, cloud) };
  },
);

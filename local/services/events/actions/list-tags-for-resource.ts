import { action } from '../../../kernel/index.ts';
import { onTagged, requireTaggable, tagsOf } from '../tags.ts';

/** ListTagsForResource. */
export const listTagsForResource = action(
  'ListTagsForResource',
  onTagged('ListTagsForResource'),
  ({ ResourceARN }: { readonly ResourceARN: string }, { cloud }) => {
    requireTaggable(ResourceARN, cloud);
    return { Tags: tagsOf(ResourceARN, cloud) };
  },
);

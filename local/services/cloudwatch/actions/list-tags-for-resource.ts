import { action } from '../../../kernel/index.ts';
import { onTagged, tagsOf } from '../tags.ts';

/** ListTagsForResource. An alarm that is gone has none, which is no error. */
export const listTagsForResource = action(
  'ListTagsForResource',
  onTagged('ListTagsForResource'),
  ({ ResourceARN }: { readonly ResourceARN: string }, { cloud }) => ({
    Tags: tagsOf(ResourceARN, cloud),
  }),
);

import { action } from '../../../kernel/index.ts';
import { onTagged, removeTags, requireTaggable } from '../tags.ts';

/** UntagResource. A tag that is not there is no error. */
export const untagResource = action(
  'UntagResource',
  onTagged('UntagResource'),
  (input: { readonly ResourceARN: string; readonly TagKeys: readonly string[] }, { cloud }) => {
    requireTaggable(input.ResourceARN, cloud);
    removeTags(input.ResourceARN, input.TagKeys, cloud);
    return {};
  },
);

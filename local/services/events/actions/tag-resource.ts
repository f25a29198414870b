import { action } from '../../../kernel/index.ts';
import type { Tag } from '../../../kernel/index.ts';
import { onTagged, putTags, requireTaggable } from '../tags.ts';

/** TagResource: rules and buses. */
export const tagResource = action(
  'TagResource',
  onTagged('TagResource'),
  (input: { readonly ResourceARN: string; readonly Tags: readonly Tag[] }, { cloud }) => {
    requireTaggable(input.ResourceARN, cloud);
    putTags(input.ResourceARN, input.Tags, cloud);
    return {};
  },
);

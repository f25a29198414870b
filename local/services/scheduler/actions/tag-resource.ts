import { action } from '../../../kernel/index.ts';
import type { Tag } from '../../../kernel/index.ts';
import { onTagged, putTags, taggedGroup } from '../groups.ts';

/** TagResource: groups. */
export const tagResource = action(
  'TagResource',
  onTagged('TagResource'),
  (input: { readonly ResourceArn: string; readonly Tags: readonly Tag[] }, { cloud }) => {
    taggedGroup(input.ResourceArn, cloud);
    putTags(input.ResourceArn, input.Tags, cloud);
    return {};
  },
);

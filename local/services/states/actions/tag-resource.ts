import { action } from '../../../kernel/index.ts';
import { on } from '../permissions.ts';
import { putTags } from '../tags.ts';
import type { Tag } from '../tags.ts';
import { checkTaggable } from '../taggable.ts';

/** TagResource. */
export const tagResource = action(
  'TagResource',
  on('TagResource', 'resourceArn'),
  (
    { resourceArn, tags }: { readonly resourceArn: string; readonly tags: readonly Tag[] },
    { cloud },
  ) => {
    checkTaggable(cloud, resourceArn);
    putTags(cloud, resourceArn, tags);
    return {};
  },
);
